# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks one thing in copies of a finished set of two objects, as a wrong writer would.

break_set.py FOLDER: FOLDER/good is the set; writes FOLDER/<what is broken>.
"""
import json
import os
import shutil
import sys

import pydicom
from pydicom.dataset import Dataset

ct, d = "", None


def put(**values):
    for key, value in values.items():
        setattr(d, key, value)
    d.save_as(ct, write_like_original=False)


def pixel():
    put(PixelData=bytes([d.PixelData[0] ^ 1]) + d.PixelData[1:])


def private():
    d.add_new(0x00330010, "LO", "ACME 1.0")
    put()


def private_deep():
    inner = Dataset()
    inner.add_new(0x00330010, "LO", "ACME 1.0")
    put(ReferencedImageSequence=[inner])


def overlay():
    d.add_new(0x60003000, "OW", b"text")
    put()


def preamble():
    d.preamble = b"N".ljust(128, b"\0")
    put()


def gb18030():
    d.add_new(0x00284000, "UN", "张伟伟".encode("gb18030"))
    put()


def twice():
    shutil.copy(ct, ct.replace("0001", "0002"))


def note(name, text):
    path = os.path.join(ct.split("/images/")[0], name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def table(cells):
    note("dictionary/variables.csv", "table,name,type,codes,role\ndm,remark,string,,item\ndm,count,integer,,item\n")
    note("data/dm.csv", f"subject,remark,count\nQXRT-0007,{cells}\n")
    fields = [{"name": n, "type": t} for n, t in (("subject", "string"), ("remark", "string"), ("count", "integer"))]
    schema = {"fields": fields, "primaryKey": ["subject"]}
    note("datapackage.json", json.dumps({"resources": [{"name": "dm", "path": "data/dm.csv", "schema": schema}]}))


CASES = {"pixel": pixel, "private": private, "private deep": private_deep, "overlay": overlay, "preamble": preamble, "gb18030": gb18030, "twice": twice,
 "behind": lambda: put(PixelData=d.PixelData + b"HIDDEN"),
 "no CT": lambda: os.remove(ct),
 "other frame": lambda: put(FrameOfReferenceUID="2.25.4711"),
 "other subject": lambda: put(PatientID="QXRT-0008"),
 "not said": lambda: put(PatientIdentityRemoved="NO"),
 "birth date": lambda: put(ImageComments="born 02/03/1956"),
 "birth date, Chinese": lambda: put(ImageComments="1956年3月2日生"),
 "short name": lambda: put(StudyDescription="张伟"),
 "short ID": lambda: put(AccessionNumber="0042"),
 "name": lambda: put(SeriesDescription="of ZHANG_WEIWEI"),
 "birth date in a note": lambda: note("notes.txt", "seen 1956-03-01, born 02.03.1956."),
 "birth date of a table": lambda: table("born 1956/03/02,1"),
 "ID of digits": lambda: put(StudyID="101530"),
 "ID of digits in words": lambda: put(SeriesDescription="of 101530 again"),
 "ID of digits in a cell": lambda: table("of 101530 again,1"),
 "ID as a time": lambda: put(AcquisitionTime="101530.12", ExposureTime=101530, ReconstructionDiameter="101530"),
 "ID as a file size": lambda: note("manifest.tsv", "path\tbytes\tsha256\na.csv\t101530\tab\n"),
 "ID as a number of a table": lambda: table("fine,101530"),
 "own ID as a number of a table": lambda: table("fine,101531"),
 "own short ID as a number of a table": lambda: table("fine,42"),
 "nothing": lambda: None}
for what, broken in CASES.items():
    shutil.copytree(f"{sys.argv[1]}/good", f"{sys.argv[1]}/{what}")
    ct = f"{sys.argv[1]}/{what}/images/QXRT-0007/E01/S01/0001.dcm"
    d = pydicom.dcmread(ct)
    broken()
print("done")
