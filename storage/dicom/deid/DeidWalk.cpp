// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/dicom/deid/DeidWalk.h"

#include "storage/dicom/deid/DeidRules.h"

#include <algorithm>

namespace casebook::dicom {
namespace {

constexpr int deepest = 32;
constexpr int mostSamples = 400;
constexpr qsizetype longestSample = 64;

QByteArray hex(const DcmTagKey& key) {
    return QByteArray::number(key.getGroup(), 16).rightJustified(4, '0') +
           QByteArray::number(key.getElement(), 16).rightJustified(4, '0');
}

bool isString(DcmElement& element) { return dynamic_cast<DcmByteString*>(&element) != nullptr; }

bool isNumberArray(DcmEVR vr) {
    switch (vr) {
    case EVR_US:
    case EVR_SS:
    case EVR_UL:
    case EVR_SL:
    case EVR_FL:
    case EVR_FD:
    case EVR_AT:
    case EVR_SV:
    case EVR_UV: return true;
    default: return false;
    }
}

bool isDateVr(const QByteArray& vr) { return vr == "DA" || vr == "DT" || vr == "TM"; }

bool isCodeElement(std::uint32_t tag) {
    return (tag >= 0x00080100 && tag <= 0x00080104) || tag == 0x00080119 || tag == 0x00080120;
}

DcmTag tagOf(const DcmTagKey& key) { return DcmTag(key); }

/// A number as it is where it fits (PS3.5 6.2: 16 characters); else with as many digits as fit. Machines write
/// "-249.51171875000003", and without it an image has no place. Empty: none fits.
QByteArray shortNumber(const QByteArray& text, double number) {
    constexpr qsizetype longest = 16;
    constexpr int mostDigits = 15, fewestDigits = 9;
    if (text.size() <= longest)
        return text;
    for (int digits = mostDigits; digits >= fewestDigits; --digits)
        if (const QByteArray fits = QByteArray::number(number, 'g', digits); fits.size() <= longest)
            return fits;
    return {};
}

} // namespace

QByteArray dictionaryVr(const DcmTagKey& key) {
    const DcmDataDictionary& dictionary = dcmDataDict.rdlock();
    const DcmDictEntry* entry = dictionary.findEntry(key, nullptr);
    QByteArray vr;
    if (entry != nullptr)
        vr = DcmVR(entry->getVR().getValidEVR()).getVRName();
    dcmDataDict.rdunlock();
    return vr;
}

DeidWalk::DeidWalk(const DeidPlan& plan, const DeidText& text, QByteArray iod, DeidResult& out)
    : plan_(plan), text_(text), iod_(std::move(iod)), out_(out) {}

void DeidWalk::note(const QByteArray& path, const char* action, const char* reason) {
    out_.actions.append({path, action, reason});
}

void DeidWalk::sample(const QByteArray& path, const QString& before, const QString& after) {
    if (plan_.samples && out_.samples.size() < mostSamples && before != after)
        out_.samples.append({path, before.left(longestSample), after.left(longestSample)});
}

QString DeidWalk::value(const Place& at) const {
    if (!isString(at.element))
        return {};
    const ItemReader in(at.source, at.decoder);
    return at.vr == "PN" ? in.name(at.key()) : in.text(at.key());
}

Result<> DeidWalk::put(const Place& at, const QString& value, const char* action, const char* reason) {
    if (at.target.putAndInsertString(tagOf(at.key()), value.toUtf8().constData()).bad())
        return fail(ErrorKind::Refused, "malformed");
    note(at.path, action, reason);
    sample(at.path, this->value(at), value);
    return {};
}

Result<> DeidWalk::removed(const Place& at, const char* reason) {
    note(at.path, "X", reason);
    sample(at.path, value(at), {});
    return {};
}

Result<> DeidWalk::emptied(const Place& at, const char* reason) {
    if (at.target.insertEmptyElement(tagOf(at.key())).bad())
        return fail(ErrorKind::Refused, "malformed");
    note(at.path, "Z", reason);
    sample(at.path, value(at), {});
    return {};
}

Result<> DeidWalk::item(DcmItem& source, DcmItem& target, const TextDecoder& inherited,
                        const QByteArray& path, int depth) {
    if (depth > deepest)
        return fail(ErrorKind::Refused, "too-deep");
    // An item may carry a character set of its own.
    const TextDecoder none{QByteArray()};
    const QByteArray own = ItemReader(source, none).raw(DCM_SpecificCharacterSet);
    const TextDecoder local(own);
    const TextDecoder& decoder = own.isEmpty() ? inherited : local;
    for (DcmObject* next = source.nextInContainer(nullptr); next != nullptr;
         next = source.nextInContainer(next)) {
        auto* element = dynamic_cast<DcmElement*>(next);
        if (element == nullptr)
            continue;
        const DcmTagKey key = element->getTag().getXTag();
        const QByteArray own8 = hex(key);
        Place at{*element,          source, target, decoder, path.isEmpty() ? own8 : path + '/' + own8,
                 dictionaryVr(key), depth};
        if (auto done = this->element(at); !done)
            return done;
    }
    codedConcept(source, target, decoder, path);
    return {};
}

Result<> DeidWalk::element(const Place& at) {
    const std::uint32_t tag = at.tag();
    if (at.key().getGroup() % 2 != 0)
        return removed(at, "private");
    if (at.key().getElement() == 0)
        return {}; // group length: no content
    if (tag == 0x7FE00010 && at.depth == 0)
        return {}; // written apart
    if (!isAllowedGroup(tag))
        return removed(at, "group");
    if (isAlwaysDropped(tag))
        return removed(at, "list");
    if (at.vr.isEmpty())
        return removed(at, "unknown");
    if (isCodeElement(tag))
        return {}; // as one concept, see codedConcept()
    const DeidRule rule = DeidTable::instance().rule(tag, at.path, iod_, at.vr, plan_.options);
    return rule.inTable ? byTable(at, rule) : byVr(at, "vr");
}

Result<> DeidWalk::byTable(const Place& at, const DeidRule& rule) {
    const char* reason = rule.byOption ? "option" : "table";
    const bool sourceImages = at.tag() == 0x00081140 || at.tag() == 0x00082112;
    if (sourceImages && iod_ == "SEG")
        return sequence(at, "table"); // what was segmented must stay known
    if (at.tag() == 0x00100010 || at.tag() == 0x00100020)
        return put(at, plan_.pseudonym, "D", "table");
    switch (rule.code) {
    case DeidCode::Remove: return removed(at, reason);
    case DeidCode::Empty: return emptied(at, reason);
    case DeidCode::Dummy: return dummy(at, reason);
    case DeidCode::Uid: return at.vr == "SQ" ? sequence(at, reason) : uids(at, reason);
    case DeidCode::Keep: return byVr(at, reason);
    case DeidCode::Clean: return cleaned(at);
    }
    return removed(at, reason);
}

Result<> DeidWalk::cleaned(const Place& at) {
    if (at.vr == "SQ")
        return sequence(at, "option");
    if (isDateVr(at.vr))
        return dates(at, "option");
    return textRule(at.tag()) == TextRule::None ? without(at, "option") : text(at);
}

Result<> DeidWalk::byVr(const Place& at, const char* reason) {
    const QByteArray& vr = at.vr;
    if (vr == "SQ")
        return sequence(at, reason);
    if (isNumberArray(at.element.ident())) {
        auto copy = std::unique_ptr<DcmElement>(dynamic_cast<DcmElement*>(at.element.clone()));
        const DcmEVR wanted = DcmVR(vr.constData()).getEVR();
        if (copy == nullptr || (wanted != at.element.ident() && !isNumberArray(wanted)))
            return without(at, "vr-mismatch");
        if (at.target.insert(copy.get(), OFTrue).bad())
            return fail(ErrorKind::Refused, "malformed");
        copy.release(); // the item owns it now
        note(at.path, "K", reason);
        return {};
    }
    if (!isString(at.element))
        return without(at, "vr"); // OB, OW, UN ...: nothing that was not asked for
    if (vr == "UI")
        return uids(at, reason);
    if (isDateVr(vr))
        return plan_.options.modifiedDates ? dates(at, reason) : without(at, reason);
    if (vr == "AS")
        return put(at, cappedAge(value(at)), "C", reason);
    if (vr == "CS")
        return codes(at);
    if (vr == "DS" || vr == "IS")
        return numbers(at);
    return textRule(at.tag()) == TextRule::None ? without(at, "text") : text(at);
}

Result<> DeidWalk::dates(const Place& at, const char* reason) {
    QStringList moved;
    for (const QString& part : value(at).split(u'\\')) {
        if (part.trimmed().isEmpty())
            continue;
        const QString to = at.vr == "DA"   ? shiftDate(part, plan_.dayOffset)
                           : at.vr == "DT" ? shiftDateTime(part, plan_.dayOffset)
                                           : validTime(part);
        if (to.isEmpty())
            return without(at, "no-date");
        moved.append(to);
    }
    return moved.isEmpty() ? emptied(at, reason) : put(at, moved.join(u'\\'), "C", reason);
}

Result<> DeidWalk::uids(const Place& at, const char* reason) {
    const ItemReader in(at.source, at.decoder);
    QStringList out;
    bool mapped = false;
    for (const QByteArray& part : in.raw(at.key()).split('\\')) {
        const QString uid = QString::fromLatin1(trimmedValue(part));
        if (uid.isEmpty())
            continue;
        if (isRegisteredUid(uid)) {
            out.append(uid);
            continue;
        }
        const auto found = plan_.uids.constFind(uid);
        if (found == plan_.uids.cend())
            return fail(ErrorKind::Refused, "uid-not-mapped");
        out.append(*found);
        mapped = true;
    }
    if (out.isEmpty()) // none to give another: as empty as it came, also where one is due
        return emptied(at, reason);
    return put(at, out.join(u'\\'), mapped ? "U" : "K", reason);
}

Result<> DeidWalk::codes(const Place& at) {
    const std::uint32_t tag = at.tag();
    const bool open = tag == 0x00080008 || tag == 0x00180015 || tag == 0x00180022 || tag == 0x00700080;
    QStringList dropped, out;
    for (const QString& part : value(at).split(u'\\')) {
        QString kept = text_.code(part);
        // ImageType from the third value on, body part, scan options and content label: any word may stand there.
        if (open && tag != 0x00180022 && !(tag == 0x00080008 && (out.size() < 2 || isImageTypeWord(kept))))
            kept = text_.descriptor(kept, dropped);
        if (tag == 0x00180022 && kept.isEmpty())
            kept = text_.device(part).left(16);
        if (kept.isEmpty() && !part.trimmed().isEmpty()) {
            if (tag == 0x00080008 && out.size() >= 2) {
                if (iod_ != "SEG" && out.size() == 2)
                    out.append(QStringLiteral(
                        "OTHER")); // CT and MR must have a third one (C.8.2.1.1.1, C.8.3.1.1.1)
                continue;
            }
            return tag == 0x00700080 ? put(at, QStringLiteral("SEGMENTATION"), "D", "text")
                                     : without(at, "text");
        }
        out.append(kept);
    }
    const QString all = out.join(u'\\');
    return all == value(at) ? put(at, all, "K", "vr") : put(at, all, "C", "text");
}

Result<> DeidWalk::numbers(const Place& at) {
    QByteArrayList out;
    bool shortened = false;
    for (const QByteArray& part : ItemReader(at.source, at.decoder).raw(at.key()).split('\\')) {
        const QByteArray trimmed = trimmedValue(part).toByteArray();
        if (trimmed.isEmpty()) {
            out.append(trimmed);
            continue;
        }
        const auto number = parseDecimal(trimmed);
        const QByteArray fits = !number ? QByteArray() : shortNumber(trimmed, *number);
        if (fits.isEmpty())
            return without(at, "no-number");
        shortened = shortened || fits != trimmed;
        out.append(fits);
    }
    return put(at, QString::fromLatin1(out.join('\\')), shortened ? "C" : "K", "vr");
}

Result<> DeidWalk::text(const Place& at) {
    const QString before = value(at);
    QStringList parts;
    if (textRule(at.tag()) == TextRule::Tracking) {
        // The text names one tracked thing, as its UID does: the new UID stands for both.
        const QString uid = ItemReader(at.source, at.decoder).ascii(DCM_TrackingUID);
        return plan_.uids.contains(uid) ? put(at, plan_.uids.value(uid), "D", "text") : removed(at, "text");
    }
    for (const QString& part : before.split(u'\\')) {
        switch (textRule(at.tag())) {
        case TextRule::Device: parts.append(text_.device(part)); break;
        case TextRule::Label: parts.append(text_.label(part)); break;
        default: parts.append(text_.descriptor(part, out_.droppedWords)); break;
        }
    }
    const QString after = parts.join(u'\\');
    if (before.isEmpty())
        return emptied(at, "allow-list");
    if (QString(after).remove(u'\\').isEmpty())
        return without(at, "text");
    return put(at, after, after == before ? "K" : "C", "allow-list");
}

Result<> DeidWalk::sequence(const Place& at, const char* reason) {
    auto* from = dynamic_cast<DcmSequenceOfItems*>(&at.element);
    if (from == nullptr || at.vr != "SQ")
        return without(at, "vr-mismatch");
    auto made = std::make_unique<DcmSequenceOfItems>(tagOf(at.key()));
    for (DcmObject* next = from->nextInContainer(nullptr); next != nullptr;
         next = from->nextInContainer(next)) {
        auto* child = dynamic_cast<DcmItem*>(next);
        if (child == nullptr)
            continue;
        auto fresh = std::make_unique<DcmItem>();
        if (auto done = item(*child, *fresh, at.decoder, at.path, at.depth + 1); !done)
            return done;
        if (made->append(fresh.get()).bad())
            return fail(ErrorKind::Refused, "malformed");
        fresh.release(); // the sequence owns it now
    }
    if (at.target.insert(made.get(), OFTrue).bad())
        return fail(ErrorKind::Refused, "malformed");
    made.release(); // the item owns it now
    note(at.path, "K", reason);
    return {};
}

Result<> DeidWalk::dummy(const Place& at, const char* reason) {
    const QByteArray& vr = at.vr;
    if (vr == "SQ")
        return emptied(at, reason);
    if (vr == "UI")
        return uids(at, reason);
    if (isDateVr(vr)) {
        const char* value = vr == "DA" ? "19600101" : vr == "TM" ? "000000" : "19600101000000";
        return put(at, QString::fromLatin1(value), "D", reason);
    }
    if (at.tag() == 0x00620005) {
        const int number = ItemReader(at.source, at.decoder).integer(DCM_SegmentNumber).value_or(0);
        return put(at, QStringLiteral("Segment %1").arg(number), "D", reason);
    }
    // No number is safe to make up: a zero would move the image or change its values. It fails below.
    static const QByteArrayList texts{"LO", "SH", "ST", "LT", "UT", "UC", "PN"};
    if (texts.contains(vr))
        return put(at, QStringLiteral("REMOVED"), "D", reason);
    return fail(ErrorKind::Refused, "no-dummy", QString::fromLatin1(at.path));
}

Result<> DeidWalk::without(const Place& at, const char* reason) {
    char type = DeidTable::instance().type(at.path, iod_);
    // Children of the segment and of coded measurements that the IOD can't be without (PS3.3 C.8.20.4).
    if (at.tag() == 0x00620005 || at.tag() == 0x00620009)
        type = '1';
    if (type == '1')
        return dummy(at, reason);
    return type == '2' ? emptied(at, reason) : removed(at, reason);
}

/// Value, scheme and meaning stay together: a standard code keeps its value with our own meaning.
void DeidWalk::codedConcept(DcmItem& source, DcmItem& target, const TextDecoder& decoder,
                            const QByteArray& path) {
    const ItemReader in(source, decoder);
    if (!in.has(DCM_CodeValue) && !in.has(DCM_LongCodeValue) && !in.has(DCM_URNCodeValue))
        return;
    const QString scheme = in.ascii(DCM_CodingSchemeDesignator), value = in.ascii(DCM_CodeValue);
    QString meaning = DeidTable::instance().meaning(scheme, value);
    QStringList dropped;
    if (meaning.isEmpty()) {
        const QString words = text_.descriptor(in.text(DCM_CodeMeaning), dropped);
        meaning = dropped.isEmpty() && !words.isEmpty() ? words : QStringLiteral("REMOVED");
    }
    const bool known = isStandardCode(scheme, value) && !text_.isForbidden(value);
    const QString written = known ? value : QStringLiteral("REMOVED");
    const QString by = known ? scheme : QStringLiteral("99REMOVED");
    OFCondition status = target.putAndInsertString(DCM_CodeValue, written.toLatin1().constData());
    if (status.good())
        status = target.putAndInsertString(DCM_CodingSchemeDesignator, by.toLatin1().constData());
    if (status.good())
        status = target.putAndInsertString(
            DCM_CodeMeaning, (known ? meaning : QStringLiteral("REMOVED")).toUtf8().constData());
    note(path + "/00080104", known ? "K" : "D", "code");
    sample(path + "/00080104", in.text(DCM_CodeMeaning), known ? meaning : QStringLiteral("REMOVED"));
}

} // namespace casebook::dicom
