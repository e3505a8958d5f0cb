# SPDX-License-Identifier: GPL-3.0-or-later
"""odm_truth.py FILE: what an ODM file holds, counted by another parser, as JSON."""
import collections
import json
import sys
import xml.etree.ElementTree as tree

NS = "{http://www.cdisc.org/ns/odm/v1.3}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
root = tree.parse(sys.argv[1]).getroot()
forms = root.findall(f".//{NS}FormDef")
items = root.findall(f".//{NS}ItemDef")
texts = collections.defaultdict(set)
for holder in ("Question", "Decode", "ErrorMessage", "Description"):
    for text in root.findall(f".//{NS}{holder}/{NS}TranslatedText"):
        if text.text and text.text.strip():
            texts[text.get(LANG)].add(text.text.strip())
records = [dict(subject=s.get("SubjectKey"), event=e.get("StudyEventOID"), form=f.get("FormOID"),
                key=e.get("StudyEventRepeatKey") or "", item=i.get("ItemOID"), value=i.get("Value"))
           for s in root.iter(f"{NS}SubjectData") for e in s.iter(f"{NS}StudyEventData")
           for f in e.iter(f"{NS}FormData") for i in f.iter(f"{NS}ItemData")]
json.dump(dict(forms=len(forms), items=len(items), codes=len(root.findall(f".//{NS}CodeListItem")),
               lists=len(root.findall(f".//{NS}CodeList")), events=len(root.findall(f".//{NS}StudyEventDef")),
               texts={k: sorted(v) for k, v in texts.items()}, records=records), sys.stdout)
