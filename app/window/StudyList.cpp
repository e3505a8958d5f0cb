// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/StudyList.h"

#include "storage/vault/StudyMark.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>

namespace casebook::studyList {

namespace {

constexpr qsizetype maxStudies = 12;
const QString keyFolder = QStringLiteral("folder");
const QString keyOpened = QStringLiteral("opened");
const QString keySynthetic = QStringLiteral("synthetic");

QString file() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation) +
           QStringLiteral("/casebook/studies.json");
}

QJsonArray read() {
    QFile in(file());
    return in.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(in.readAll()).array() : QJsonArray();
}

void write(const QJsonArray& studies) {
    QDir().mkpath(QFileInfo(file()).path());
    QSaveFile out(file());
    if (!out.open(QIODevice::WriteOnly))
        return; // the list is a convenience; without it a person opens the folder by hand
    out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    out.write(QJsonDocument(studies).toJson(QJsonDocument::Compact));
    out.commit();
}

QJsonArray without(const QString& folder) {
    QJsonArray out;
    for (const auto& value : read())
        if (value.toObject()[keyFolder].toString() != folder)
            out.append(value);
    return out;
}

bool isStudy(const QString& folder) {
    return QFileInfo::exists(folder + QStringLiteral("/casebook.study")) ||
           QFileInfo::exists(folder + QStringLiteral("/casebook.bak"));
}

} // namespace

QList<StudyEntry> load() {
    QList<StudyEntry> out;
    RealFileSystem files;
    for (const auto& value : read()) {
        const QJsonObject o = value.toObject();
        StudyEntry entry;
        entry.folder = o[keyFolder].toString();
        if (const auto moved = studyMark::movedTo(files, entry.folder); moved && isStudy(*moved))
            entry.folder = *moved; // a move by command leaves the old folder where it is told to
        if (std::any_of(out.cbegin(), out.cend(),
                        [&](const StudyEntry& e) { return e.folder == entry.folder; }))
            continue;
        entry.name = QFileInfo(entry.folder).fileName();
        entry.opened = QDateTime::fromString(o[keyOpened].toString(), Qt::ISODate);
        entry.synthetic = o[keySynthetic].toBool();
        entry.state = isStudy(entry.folder) ? StudyEntry::State::Available : StudyEntry::State::NotFound;
        out.append(entry);
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const StudyEntry& a, const StudyEntry& b) { return a.opened > b.opened; });
    return out;
}

void remember(const QString& folder, bool synthetic) {
    QJsonArray studies = without(folder);
    studies.prepend(QJsonObject{{keyFolder, folder},
                                {keyOpened, QDateTime::currentDateTime().toString(Qt::ISODate)},
                                {keySynthetic, synthetic}});
    while (studies.size() > maxStudies)
        studies.removeLast();
    write(studies);
}

void forget(const QString& folder) { write(without(folder)); }

} // namespace casebook::studyList
