# SPDX-License-Identifier: GPL-3.0-or-later
"""validate_odm.py SCHEMA FILE: "valid", or the faults that libxml2 finds, a line each. No network."""
import ctypes
import ctypes.util
import sys

xml = ctypes.CDLL(ctypes.util.find_library("xml2") or "libxml2.so.2")
for name in ("xmlSchemaNewParserCtxt", "xmlSchemaParse", "xmlSchemaNewValidCtxt"):
    getattr(xml, name).restype = ctypes.c_void_p
HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
faults = []


class Error(ctypes.Structure):
    _fields_ = [("domain", ctypes.c_int), ("code", ctypes.c_int), ("message", ctypes.c_char_p),
                ("level", ctypes.c_int), ("file", ctypes.c_char_p), ("line", ctypes.c_int)]


@HANDLER
def heard(_, error):
    e = ctypes.cast(error, ctypes.POINTER(Error)).contents
    faults.append("%d: %s" % (e.line, (e.message or b"").decode("utf-8", "replace").strip()))


def main():
    parser = ctypes.c_void_p(xml.xmlSchemaNewParserCtxt(sys.argv[1].encode()))
    xml.xmlSchemaSetParserStructuredErrors(parser, heard, None)
    schema = xml.xmlSchemaParse(parser)
    if not schema:
        print("\n".join(["no schema"] + faults))
        return
    check = ctypes.c_void_p(xml.xmlSchemaNewValidCtxt(ctypes.c_void_p(schema)))
    xml.xmlSchemaSetValidStructuredErrors(check, heard, None)
    result = xml.xmlSchemaValidateFile(check, sys.argv[2].encode(), 0)
    print("valid" if result == 0 and not faults else "\n".join(["result %d" % result] + faults[:20]))


main()
