// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/ObjectKinds.h"

#include <algorithm>
#include <array>

namespace casebook::dicom {
namespace {

constexpr QLatin1StringView kStorage("1.2.840.10008.5.1.4.1.1.");

/// Part of a class UID behind the common root of storage classes; empty for others.
QString tail(const QString& sopClass) {
    return sopClass.startsWith(kStorage) ? sopClass.mid(kStorage.size()) : QString();
}

} // namespace

ObjectKind kindOfClass(const QString& sopClass) {
    const QString t = tail(sopClass);
    if (t == QLatin1StringView("66.4") || t == QLatin1StringView("66.7"))
        return ObjectKind::Segmentation;
    if (t.startsWith(QLatin1StringView("88.")))
        return ObjectKind::StructuredReport;
    if (t == QLatin1StringView("481.3"))
        return ObjectKind::RtStruct;
    if (t.startsWith(QLatin1StringView("11.")))
        return ObjectKind::Presentation;
    if (t == QLatin1StringView("104.1"))
        return ObjectKind::Pdf;
    if (t == QLatin1StringView("30"))
        return ObjectKind::ParametricMap;
    return ObjectKind::Other;
}

bool isImageClass(const QString& sopClass) {
    static constexpr std::array<QLatin1StringView, 17> exact{
        QLatin1StringView("1"),   QLatin1StringView("2"),    QLatin1StringView("2.1"),
        QLatin1StringView("2.2"), QLatin1StringView("3.1"),  QLatin1StringView("4"),
        QLatin1StringView("4.1"), QLatin1StringView("4.3"),  QLatin1StringView("4.4"),
        QLatin1StringView("6.1"), QLatin1StringView("6.2"),  QLatin1StringView("7"),
        QLatin1StringView("20"),  QLatin1StringView("128"),  QLatin1StringView("128.1"),
        QLatin1StringView("130"), QLatin1StringView("481.1")};
    static constexpr std::array<QLatin1StringView, 5> families{
        QLatin1StringView("1."), QLatin1StringView("7."), QLatin1StringView("12."), QLatin1StringView("13."),
        QLatin1StringView("77.1.")};
    const QString t = tail(sopClass);
    return std::any_of(exact.begin(), exact.end(), [&](QLatin1StringView e) { return t == e; }) ||
           std::any_of(families.begin(), families.end(),
                       [&](QLatin1StringView f) { return t.startsWith(f); });
}

bool isEnhancedClass(const QString& sopClass) {
    static constexpr std::array<QLatin1StringView, 9> enhanced{
        QLatin1StringView("2.1"),   QLatin1StringView("2.2"), QLatin1StringView("4.1"),
        QLatin1StringView("4.3"),   QLatin1StringView("4.4"), QLatin1StringView("6.2"),
        QLatin1StringView("128.1"), QLatin1StringView("130"), QLatin1StringView("77.1.6")};
    const QString t = tail(sopClass);
    return std::any_of(enhanced.begin(), enhanced.end(), [&](QLatin1StringView e) { return t == e; });
}

} // namespace casebook::dicom
