#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include what. CMake gives a layer only the include roots of what it links; libraries in
/usr/include are visible to all, so this table says which folder may use which of them. Also: colours
and style sheets live in widgets/theme alone."""
import re
import sys
from pathlib import Path

from checklib import ROOT, code_files, read, report

# folder: (own folders it may include, Qt modules, libraries). The longest folder that fits decides.
# A library is a prefix of the included name. Headers of C++ itself are always allowed.
POSIX = ("unistd.h", "fcntl.h", "sys/", "signal.h", "poll.h", "spawn.h", "dirent.h", "linux/", "pthread.h",
         "sched.h", "termios.h", "dlfcn.h", "malloc.h", "locale.h", "pwd.h", "netinet/", "arpa/", "netdb.h", "errno.h")
VALUES = ("Eigen/", "tl/expected.hpp")
SIMD = ("immintrin.h", "emmintrin.h", "arm_neon.h")
DICOM = ("dcmtk/", "openjpeg", "openjph/", "zlib.h", "archive.h", "archive_entry.h", "openssl/", "unicode/")
STORE = ("sqlcipher/", "sqlite3.h", "sodium.h", "openssl/", "archive.h", "archive_entry.h", "unicode/", "zlib.h",
         "zstd.h", "libxml/", "pugixml.hpp", "xlsxwriter.h", "freexl.h", "readstat.h", "mpdecimal.h", "libsecret/")
GUI = ("QtCore", "QtGui", "QtWidgets", "QtConcurrent", "QtSvg", "QtSvgWidgets", "QtPrintSupport")
TABLE = {
    "core": (("core",), ("QtCore",), VALUES + SIMD + ("boost/math/", "mpdecimal.h")),
    "core/volume": (("core",), ("QtCore",), VALUES + SIMD + ("sys/mman.h", "unistd.h", "malloc.h")),
    # Its threads lower their own priority.
    "core/raycast": (("core",), ("QtCore",), VALUES + SIMD + ("unistd.h", "sys/resource.h", "sys/syscall.h")),
    # QtGui for QImage (thumbnails), never a window.
    "storage": (("core", "storage"), ("QtCore", "QtConcurrent", "QtGui"), VALUES + STORE + POSIX),
    "storage/dicom": (("core", "storage/dicom"), ("QtCore",), VALUES + DICOM + POSIX),
    # Only asks casebook-network; what a peer says is parsed there.
    "storage/network": (("core", "storage"), ("QtCore",), VALUES + POSIX),
    "storage/spool": (("core", "storage/spool"), ("QtCore",), VALUES + ("sodium.h",) + POSIX),
    "viewers": (("core", "viewers"), GUI + ("QtOpenGL", "QtOpenGLWidgets"),
                VALUES + SIMD + ("vtk", "GL/")),
    # Its thread lowers its own priority.
    "viewers/bridge": (("core", "viewers"), GUI + ("QtOpenGL",), VALUES + POSIX + ("vtk", "GL/")),
    "widgets": (("core", "storage", "widgets"), GUI, VALUES),
    "widgets/plots": (("core", "widgets"), GUI, VALUES),
    "app": (("core", "storage", "viewers", "widgets", "app"), GUI + ("QtNetwork",), VALUES + POSIX),
    # The command line draws pictures with viewers but shows no window.
    "app/cli": (("core", "storage", "viewers", "app/cli", "app/version"),
                ("QtCore", "QtGui", "QtWidgets", "QtConcurrent"), VALUES + POSIX + ("zlib.h",)),
    # The worker meets foreign bytes: it must not even be able to name keys or database.
    "app/worker": (("core", "storage/dicom", "app/worker"), ("QtCore",), VALUES + POSIX + ("seccomp.h",)),
    # Meets what other machines send: like the worker it can't name keys or database.
    "app/network": (("core", "storage/dicom", "storage/spool", "app/network"), ("QtCore", "QtNetwork"),
                    VALUES + ("dcmtk/", "openssl/") + POSIX + ("seccomp.h",)),
    "tests": (("core", "storage", "viewers", "widgets", "app", "tests"), None, ("",)),
}
# core has values and pure functions: none of these, though QtCore has them.
NOT_IN_CORE = set("""QObject QFile QFileInfo QDir QDirIterator QSaveFile QTemporaryFile QTemporaryDir QProcess
    QThread QThreadPool QThreadStorage QMutex QReadWriteLock QSettings QStandardPaths QStorageInfo QLockFile
    QEventLoop QTimer QSharedMemory QFileSystemWatcher QLibrary QPluginLoader QFuture QPromise""".split())
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
COLOUR = re.compile(r'"[^"\n]*#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b[^"\n]*"')
QT_INCLUDES = [p for p in (Path("/usr/include").glob("*/qt6")) if p.is_dir()]


def qt_modules():
    """Class header -> Qt module, from the headers installed; empty without them."""
    modules = {}
    for root in QT_INCLUDES:
        for folder in sorted(root.glob("Qt*")):
            for header in folder.iterdir():
                if header.name.startswith("Q"):
                    modules.setdefault(header.name, folder.name)
    return modules


def rule_for(path):
    parts = path.parent.parts
    for n in range(len(parts), 0, -1):
        key = "/".join(parts[:n])
        if key in TABLE:
            return key, TABLE[key]
    return None, None


def below(name, folders):
    return any(name.startswith(f + "/") for f in folders)


def problem_with(path, quote, name, modules):
    key, (own, qt, libraries) = rule_for(path)
    if quote == '"':
        if name.endswith(".moc") or name.startswith(("ui_", "moc_")):
            return None
        if below(name, ("core", "storage", "viewers", "widgets", "app", "tests")):
            return None if below(name, own) else f"{key} may not include {name}"
        if key == "tests" or (ROOT / path.parent / name).exists() is False and "/" not in name and key != "core":
            return None  # made by the build (version.h and the like)
        return f'write includes from the layer: "{path.parent}/{name}"'
    if name.startswith("Q"):
        short = name.split("/")[-1]
        if key == "core" and short in NOT_IN_CORE:
            return f"core is values and pure functions: no {short}"
        module = name.split("/")[0] if "/" in name else modules.get(short)
        return None if qt is None or module is None or module in qt else f"{key} may not use {module} ({name})"
    if re.fullmatch(r"[a-z_0-9]+", name):
        return None
    return None if name.startswith(libraries) else f"{key} may not include <{name}>"


def check():
    modules, problems = qt_modules(), []
    for path in code_files():
        key, rule = rule_for(path)
        text = read(path)
        if rule is None:
            continue
        for match in INCLUDE.finditer(text):
            what = problem_with(path, match[1], match[2], modules)
            if what:
                problems.append(f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {what}")
        if key == "tests" or path.parts[:2] == ("widgets", "theme"):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            code = line.split("//")[0]
            if COLOUR.search(code) or re.search(r"\bsetStyleSheet\s*\(", code):
                problems.append(f"{path}:{number}: colours and style sheets belong into widgets/theme")
    return problems


if __name__ == "__main__":
    sys.exit(report("layers", check()))
