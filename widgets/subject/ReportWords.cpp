// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subject/ReportWords.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace casebook {

namespace {

struct Word {
    const char *scheme, *code, *meaning;
};

// Concepts of measurement and chest CAD reports (PS3.16 TID 1500, 4100 and their parts).
constexpr std::array words{
    Word{"DCM", "126000", QT_TRANSLATE_NOOP("casebook::ReportWords", "Imaging measurement report")},
    Word{"DCM", "126010", QT_TRANSLATE_NOOP("casebook::ReportWords", "Imaging measurements")},
    Word{"DCM", "125007", QT_TRANSLATE_NOOP("casebook::ReportWords", "Measurement group")},
    Word{"DCM", "112039", QT_TRANSLATE_NOOP("casebook::ReportWords", "Tracking identifier")},
    Word{"DCM", "112040", QT_TRANSLATE_NOOP("casebook::ReportWords", "Tracking unique identifier")},
    Word{"DCM", "121071", QT_TRANSLATE_NOOP("casebook::ReportWords", "Finding")},
    Word{"DCM", "121070", QT_TRANSLATE_NOOP("casebook::ReportWords", "Findings")},
    Word{"SCT", "363698007", QT_TRANSLATE_NOOP("casebook::ReportWords", "Finding site")},
    Word{"SRT", "G-C0E3", QT_TRANSLATE_NOOP("casebook::ReportWords", "Finding site")},
    Word{"DCM", "111030", QT_TRANSLATE_NOOP("casebook::ReportWords", "Image region")},
    Word{"DCM", "111028", QT_TRANSLATE_NOOP("casebook::ReportWords", "Image library")},
    Word{"DCM", "121191", QT_TRANSLATE_NOOP("casebook::ReportWords", "Referenced segment")},
    Word{"DCM", "121055", QT_TRANSLATE_NOOP("casebook::ReportWords", "Path")},
    Word{"DCM", "111001", QT_TRANSLATE_NOOP("casebook::ReportWords", "Algorithm name")},
    Word{"DCM", "111002", QT_TRANSLATE_NOOP("casebook::ReportWords", "Algorithm parameters")},
    Word{"DCM", "111003", QT_TRANSLATE_NOOP("casebook::ReportWords", "Algorithm version")},
    Word{"DCM", "121005", QT_TRANSLATE_NOOP("casebook::ReportWords", "Observer type")},
    Word{"DCM", "121006", QT_TRANSLATE_NOOP("casebook::ReportWords", "Person")},
    Word{"DCM", "121007", QT_TRANSLATE_NOOP("casebook::ReportWords", "Device")},
    Word{"DCM", "121008", QT_TRANSLATE_NOOP("casebook::ReportWords", "Person observer name")},
    Word{"DCM", "121012", QT_TRANSLATE_NOOP("casebook::ReportWords", "Device observer UID")},
    Word{"DCM", "121013", QT_TRANSLATE_NOOP("casebook::ReportWords", "Device observer name")},
    Word{"DCM", "121014", QT_TRANSLATE_NOOP("casebook::ReportWords", "Device observer manufacturer")},
    Word{"DCM", "121015", QT_TRANSLATE_NOOP("casebook::ReportWords", "Device observer model name")},
    Word{"DCM", "121049", QT_TRANSLATE_NOOP("casebook::ReportWords", "Language of the content")},
    Word{"DCM", "121058", QT_TRANSLATE_NOOP("casebook::ReportWords", "Procedure reported")},
    Word{"DCM", "121073", QT_TRANSLATE_NOOP("casebook::ReportWords", "Impression")},
    Word{"DCM", "121077", QT_TRANSLATE_NOOP("casebook::ReportWords", "Conclusion")},
    Word{"DCM", "121060", QT_TRANSLATE_NOOP("casebook::ReportWords", "History")},
    Word{"DCM", "121206", QT_TRANSLATE_NOOP("casebook::ReportWords", "Distance")},
    Word{"DCM", "112000", QT_TRANSLATE_NOOP("casebook::ReportWords", "Chest CAD report")},
    Word{"DCM", "111017", QT_TRANSLATE_NOOP("casebook::ReportWords", "CAD processing and findings summary")},
    Word{"DCM", "111010", QT_TRANSLATE_NOOP("casebook::ReportWords", "Center")},
    Word{"DCM", "111041", QT_TRANSLATE_NOOP("casebook::ReportWords", "Outline")},
    Word{"DCM", "111012", QT_TRANSLATE_NOOP("casebook::ReportWords", "Certainty of finding")},
    Word{"DCM", "111047", QT_TRANSLATE_NOOP("casebook::ReportWords", "Probability of cancer")},
    Word{"DCM", "111056", QT_TRANSLATE_NOOP("casebook::ReportWords", "Rendering intent")},
    Word{"DCM", "111059", QT_TRANSLATE_NOOP("casebook::ReportWords", "Single image finding")},
    Word{"DCM", "111015", QT_TRANSLATE_NOOP("casebook::ReportWords", "Composite feature")},
    Word{"DCM", "113000", QT_TRANSLATE_NOOP("casebook::ReportWords", "Of interest")},
    Word{"DCM", "113012", QT_TRANSLATE_NOOP("casebook::ReportWords", "Key object description")},
    Word{"DCM", "123109", QT_TRANSLATE_NOOP("casebook::ReportWords", "Manual processing")},
    Word{"SCT", "103339001", QT_TRANSLATE_NOOP("casebook::ReportWords", "Long axis")},
    Word{"SRT", "G-A185", QT_TRANSLATE_NOOP("casebook::ReportWords", "Long axis")},
    Word{"SCT", "103340004", QT_TRANSLATE_NOOP("casebook::ReportWords", "Short axis")},
    Word{"SRT", "G-A186", QT_TRANSLATE_NOOP("casebook::ReportWords", "Short axis")},
    Word{"SCT", "410668003", QT_TRANSLATE_NOOP("casebook::ReportWords", "Length")},
    Word{"SRT", "G-D7FE", QT_TRANSLATE_NOOP("casebook::ReportWords", "Length")},
    Word{"SCT", "81827009", QT_TRANSLATE_NOOP("casebook::ReportWords", "Diameter")},
    Word{"SRT", "M-02550", QT_TRANSLATE_NOOP("casebook::ReportWords", "Diameter")},
    Word{"SCT", "118565006", QT_TRANSLATE_NOOP("casebook::ReportWords", "Volume")},
    Word{"SRT", "G-D705", QT_TRANSLATE_NOOP("casebook::ReportWords", "Volume")},
    Word{"SCT", "42798000", QT_TRANSLATE_NOOP("casebook::ReportWords", "Area")},
    Word{"SRT", "G-A166", QT_TRANSLATE_NOOP("casebook::ReportWords", "Area")},
    Word{"SCT", "27925004", QT_TRANSLATE_NOOP("casebook::ReportWords", "Nodule")},
    Word{"SRT", "M-03010", QT_TRANSLATE_NOOP("casebook::ReportWords", "Nodule")},
    Word{"SCT", "4147007", QT_TRANSLATE_NOOP("casebook::ReportWords", "Mass")},
    Word{"SCT", "39607008", QT_TRANSLATE_NOOP("casebook::ReportWords", "Lung")},
    Word{"SRT", "T-28000", QT_TRANSLATE_NOOP("casebook::ReportWords", "Lung")},
    Word{"SCT", "59441001", QT_TRANSLATE_NOOP("casebook::ReportWords", "Lymph node")},
};

} // namespace

QString reportWord(const QByteArray& scheme, const QByteArray& code, const QString& meaning) {
    const auto known = std::find_if(words.begin(), words.end(),
                                    [&](const Word& w) { return scheme == w.scheme && code == w.code; });
    if (known != words.end())
        return QCoreApplication::translate("casebook::ReportWords", known->meaning);
    return meaning.isEmpty() ? QString::fromLatin1(code) : meaning;
}

} // namespace casebook
