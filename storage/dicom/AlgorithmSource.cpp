// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/AlgorithmSource.h"

namespace casebook::dicom {
namespace {

const DcmTagKey kAlgorithmName(0x0066, 0x0036), kAlgorithmVersion(0x0066, 0x0031);
const DcmTagKey kContributingEquipment(0x0018, 0xA001);
const DcmTagKey kStructureSetDate(0x3006, 0x0008);

/// "Plastimatch Plastimatch" is one name.
QString programName(const ItemReader& in) {
    const QString maker = in.text(DCM_Manufacturer), model = in.text(DCM_ManufacturerModelName);
    if (model.startsWith(maker, Qt::CaseInsensitive))
        return model;
    return QString(maker + u' ' + model).trimmed();
}

QString programVersion(const ItemReader& in) {
    return in.text(DCM_SoftwareVersions).section(u'\\', 0, 0).trimmed();
}

QString dateOf(const ItemReader& dataset) {
    for (const DcmTagKey& tag :
         {DCM_ContentDate, kStructureSetDate, DCM_SeriesDate, DCM_InstanceCreationDate}) {
        const QString raw = dataset.ascii(tag);
        if (raw.size() == 8)
            return raw.first(4) + u'-' + raw.sliced(4, 2) + u'-' + raw.last(2);
    }
    return {};
}

} // namespace

void readIdentification(const ItemReader& in, const DcmTagKey& sequence, AlgorithmIdentity& out) {
    DcmItem* item = in.item(sequence);
    if (item == nullptr)
        return;
    const ItemReader identified = in.of(*item);
    if (const QString name = identified.text(kAlgorithmName); !name.isEmpty())
        out.name = name;
    if (const QString version = identified.text(kAlgorithmVersion); !version.isEmpty())
        out.version = version;
}

void fillFromEquipment(const ItemReader& dataset, AlgorithmIdentity& out) {
    out.date = dateOf(dataset);
    if (out.type == "MANUAL")
        return;
    const bool named = !out.name.isEmpty();
    if (!named)
        out.name = programName(dataset);
    if (out.version.isEmpty())
        out.version = programVersion(dataset);
    const std::vector<DcmItem*> equipment = dataset.items(kContributingEquipment);
    if (equipment.empty() || (named && !out.version.isEmpty()))
        return;
    const ItemReader last = dataset.of(*equipment.back());
    if (out.name.isEmpty())
        out.name = programName(last);
    if (out.version.isEmpty() && (named || out.name == programName(last)))
        out.version = programVersion(last);
}

} // namespace casebook::dicom
