# SPDX-License-Identifier: GPL-3.0-or-later
#
# Parsing the standard library and Qt was two thirds of a file's compile time. A header still includes all
# it uses: -DCASEBOOK_PRECOMPILE=OFF builds without, and says where one doesn't.
option(CASEBOOK_PRECOMPILE "Precompile the headers that most files include" ON)

set(CASEBOOK_STANDARD_HEADERS <algorithm> <array> <cmath> <cstdint> <functional> <limits> <map> <memory> <numeric>
    <optional> <span> <string> <utility> <variant> <vector> <tl/expected.hpp>)
set(CASEBOOK_CORE_HEADERS ${CASEBOOK_STANDARD_HEADERS}
    <QByteArray> <QCoreApplication> <QDate> <QDateTime> <QDir> <QFile> <QFileInfo> <QHash> <QJsonArray>
    <QJsonDocument> <QJsonObject> <QList> <QMap> <QObject> <QRegularExpression> <QSet> <QString> <QStringList>
    <QVariant>)
set(CASEBOOK_WINDOW_HEADERS ${CASEBOOK_CORE_HEADERS} <QtConcurrent> <QFuture> <QFutureWatcher> <QtWidgets>)

# casebook_precompile(TARGET HEADER...): each target its own, for a header's meaning depends on the target's options.
function(casebook_precompile target)
    if(CASEBOOK_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()
