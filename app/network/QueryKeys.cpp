// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/QueryKeys.h"

#include "storage/dicom/Dataset.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace casebook::network {
namespace {

enum class Kind { Text, Name, Code, List };

struct Told {
    const char* word;
    DcmTagKey tag;
    Kind kind;
    bool series; ///< asked for at the level of series
    bool study;  ///< asked for at the level of studies
};

const auto& told() {
    static const std::array table{
        Told{"study_uid", DCM_StudyInstanceUID, Kind::Code, true, true},
        Told{"series_uid", DCM_SeriesInstanceUID, Kind::Code, true, false},
        Told{"patient_id", DCM_PatientID, Kind::Text, false, true},
        Told{"patient_name", DCM_PatientName, Kind::Name, false, true},
        Told{"birth_date", DCM_PatientBirthDate, Kind::Code, false, true},
        Told{"sex", DCM_PatientSex, Kind::Code, false, true},
        Told{"study_date", DCM_StudyDate, Kind::Code, false, true},
        Told{"study_time", DCM_StudyTime, Kind::Code, false, true},
        Told{"accession", DCM_AccessionNumber, Kind::Text, false, true},
        Told{"study_description", DCM_StudyDescription, Kind::Text, false, true},
        Told{"modalities", DCM_ModalitiesInStudy, Kind::List, false, true},
        Told{"series_count", DCM_NumberOfStudyRelatedSeries, Kind::Code, false, true},
        Told{"instances", DCM_NumberOfStudyRelatedInstances, Kind::Code, false, true},
        Told{"modality", DCM_Modality, Kind::Code, true, false},
        Told{"series_number", DCM_SeriesNumber, Kind::Code, true, false},
        Told{"series_description", DCM_SeriesDescription, Kind::Text, true, false},
        Told{"body_part", DCM_BodyPartExamined, Kind::Code, true, false},
        Told{"instances", DCM_NumberOfSeriesRelatedInstances, Kind::Code, true, false},
    };
    return table;
}

/// The groups of a name: Alphabetic=Ideographic=Phonetic.
QString nameOf(const QJsonObject& name) {
    QStringList groups;
    for (const char* group : {"Alphabetic", "Ideographic", "Phonetic"})
        groups.append(name.value(QLatin1StringView(group)).toString());
    while (!groups.isEmpty() && groups.last().isEmpty())
        groups.removeLast();
    return groups.join(QLatin1Char('='));
}

bool isAscii(const QString& text) {
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

} // namespace

Result<std::shared_ptr<DcmDataset>> queryFrom(const Order& order) {
    auto out = std::make_shared<DcmDataset>();
    const bool series = order.level == "SERIES";
    out->putAndInsertString(DCM_QueryRetrieveLevel, series ? "SERIES" : "STUDY");
    for (const Told& row : told())
        if (series ? row.series : row.study)
            out->insertEmptyElement(row.tag);
    bool plain = true;
    for (auto it = order.keys.constBegin(); it != order.keys.constEnd(); ++it) {
        DcmTag tag;
        if (DcmTag::findTagFromName(it.key().toLatin1().constData(), tag).bad() || tag.getGroup() < 8)
            return fail(ErrorKind::Usage, "bad-query-key", {}, {it.key().left(60)});
        plain = plain && isAscii(it.value());
        if (out->putAndInsertString(tag, it.value().toUtf8().constData()).bad())
            return fail(ErrorKind::Usage, "bad-query-key", {}, {it.key().left(60)});
    }
    if (!plain)
        out->putAndInsertString(DCM_SpecificCharacterSet, "ISO_IR 192");
    return out;
}

std::shared_ptr<DcmDataset> retrieveKeys(const Order& order) {
    auto out = std::make_shared<DcmDataset>();
    out->putAndInsertString(DCM_QueryRetrieveLevel, order.series.isEmpty() ? "STUDY" : "SERIES");
    out->putAndInsertString(DCM_StudyInstanceUID, order.study.toLatin1().constData());
    if (!order.series.isEmpty())
        out->putAndInsertString(DCM_SeriesInstanceUID, order.series.toLatin1().constData());
    return out;
}

QCborMap matchFrom(DcmDataset& answer) {
    OFString declared;
    answer.findAndGetOFStringArray(DCM_SpecificCharacterSet, declared);
    const dicom::TextDecoder decoder{QByteArray(declared.c_str())};
    const dicom::ItemReader reader(answer, decoder);
    QCborMap out;
    for (const Told& row : told()) {
        if (!reader.has(row.tag))
            continue;
        QString value;
        switch (row.kind) {
        case Kind::Text: value = reader.text(row.tag); break;
        case Kind::Name: value = reader.name(row.tag); break;
        case Kind::Code: value = reader.ascii(row.tag); break;
        case Kind::List: value = reader.list(row.tag).join(QLatin1Char('\\')); break;
        }
        out.insert(QLatin1StringView(row.word), value.left(256));
    }
    return out;
}

QCborMap matchFromJson(const QJsonObject& answer) {
    QCborMap out;
    for (const Told& row : told()) {
        const QString tag = QStringLiteral("%1%2")
                                .arg(row.tag.getGroup(), 4, 16, QLatin1Char('0'))
                                .arg(row.tag.getElement(), 4, 16, QLatin1Char('0'))
                                .toUpper();
        if (!answer.contains(tag))
            continue;
        QStringList values;
        for (const QJsonValue& value : answer.value(tag)[QLatin1StringView("Value")].toArray())
            values.append(value.isObject() ? nameOf(value.toObject()) : value.toVariant().toString());
        out.insert(QLatin1StringView(row.word), values.join(QLatin1Char('\\')).left(256));
    }
    return out;
}

} // namespace casebook::network
