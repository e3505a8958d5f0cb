// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/Input.h"
#include "storage/dicom/deid/DeidText.h"
#include "storage/export/ExportData.h"
#include "storage/export/ExportKeys.h"
#include "storage/export/ExportTable.h"

#include <QDate>
#include <QMap>

#include <algorithm>
#include <charconv>

namespace casebook {

namespace {

constexpr int highestAge = 89;

QString cell(const QString& text) {
    const bool quote =
        text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r');
    if (!quote)
        return text;
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString number(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return QString::fromLatin1(buffer.data(), end - buffer.data());
}

LanguageText words(const char* en, const char16_t* zh) {
    return {{QStringLiteral("en"), QString::fromLatin1(en)}, {QStringLiteral("zh"), QString::fromUtf16(zh)}};
}

ExportColumn column(const QString& name, const QString& type, const QString& role,
                    const LanguageText& label) {
    ExportColumn out;
    out.name = name;
    out.type = type;
    out.role = role;
    out.label = label;
    return out;
}

ExportColumn subjectColumn() {
    return column(QStringLiteral("subject"), QStringLiteral("string"), QStringLiteral("key"),
                  words("Pseudonym of the subject in this data set", u"受试者在本数据集中的假名"));
}

QString tableType(const ItemDef& item) {
    switch (item.type) {
    case ItemType::Integer: return QStringLiteral("integer");
    case ItemType::Decimal:
    case ItemType::Quantity: return QStringLiteral("number");
    case ItemType::YesNo: return QStringLiteral("boolean");
    case ItemType::Date: return QStringLiteral("date");
    case ItemType::DateTime: return QStringLiteral("datetime");
    case ItemType::Time: return QStringLiteral("time");
    default: return QStringLiteral("string");
    }
}

bool isDate(const ItemDef& item) { return item.type == ItemType::Date || item.type == ItemType::DateTime; }

/// An age in years by unit and name.
bool isAge(const ItemDef& item) {
    static const QStringList years{QStringLiteral("a"), QStringLiteral("yr"), QStringLiteral("year"),
                                   QStringLiteral("years"), QStringLiteral("岁")};
    return years.contains(item.unit.toLower()) &&
           (item.oid.contains(u"age", Qt::CaseInsensitive) || item.sdtm.endsWith(u"AGE"));
}

/// By OID or SDTM name, whatever its case: "birthdate", "BRTHDTC".
bool isBirth(const ItemDef& item) {
    return item.oid.contains(u"birth", Qt::CaseInsensitive) ||
           item.oid.contains(u"brth", Qt::CaseInsensitive) || item.sdtm.endsWith(u"BRTHDTC");
}

bool isDeath(const ItemDef& item) {
    return item.oid.contains(u"death", Qt::CaseInsensitive) ||
           item.oid.contains(u"dthd", Qt::CaseInsensitive) || item.sdtm.endsWith(u"DTHDTC");
}

/// Why an item does not leave; empty: it does. Of dates the strict profile keeps the days from the index event.
QByteArray exclusionOf(const ItemDef& item, const FormDef& form, bool strict) {
    if (form.neverExported)
        return "form";
    if (item.variableClass == VariableClass::DirectIdentifier)
        return "direct";
    if (isBirth(item))
        return "birth-date";
    if (item.variableClass == VariableClass::FreeText || item.type == ItemType::LongText)
        return "text";
    if (item.type == ItemType::File || item.type == ItemType::ImageLink || item.type == ItemType::LesionLink)
        return "file";
    if (strict && item.variableClass == VariableClass::QuasiIdentifier && !isDate(item))
        return "strict";
    return {};
}

/// Builds the tables of one export.
class Builder {
public:
    Builder(const ExportData& data, const ExportOptions& options, const ExportKeys& keys)
        : data_(data), options_(options), keys_(keys) {
        QList<std::int64_t> readers;
        const auto add = [&](std::int64_t reader) {
            if (reader != 0 && !readers.contains(reader))
                readers.append(reader);
        };
        for (const ExportForm& form : data.forms) {
            add(form.reader);
            formsOf_[form.form].append(&form);
        }
        for (const ExportTask& task : data.tasks)
            add(task.reader);
        for (const ExportMeasurement& m : data.measurements)
            add(m.user);
        std::sort(readers.begin(), readers.end());
        const QList<int> order = keys.readerOrder(int(readers.size()));
        for (int i = 0; i < readers.size(); ++i)
            readers_.insert(readers[i], QStringLiteral("R%1").arg(order[i] + 1, 2, 10, QLatin1Char('0')));
    }

    ExportTables all() {
        subjects();
        outcomes();
        visits();
        for (const FormDef& form : data_.definition.forms)
            this->form(form);
        measurements();
        readings();
        images();
        for (ExportTable& table : out_.tables)
            std::stable_sort(
                table.rows.begin(), table.rows.end(),
                [](const QStringList& a, const QStringList& b) { return a.first() < b.first(); });
        return std::move(out_);
    }

private:
    const ExportSubject& subject(int at) const { return data_.subjects[at]; }
    QString moved(int at, const QString& iso) const {
        return options_.strict() ? QString() : movedDate(iso, subject(at).dayOffset);
    }
    /// Days from the subject's index event; day 0 is the event's own day.
    QString studyDay(int at, const QString& iso) const {
        const auto day = dayOf(iso.left(10)), index = dayOf(subject(at).indexDate);
        return day && index ? QString::number(*day - *index) : QString();
    }
    QString uid(int at, const QString& original) const {
        return original.isEmpty() ? QString() : keys_.uid(subject(at).uuid, original);
    }

    void subjects();
    void outcomes();
    void visits();
    void form(const FormDef& form);
    void part(const FormDef& form, const SectionDef* group, const QStringList& items);
    void measurements();
    void readings();
    void images();

    struct ItemColumns {
        const ItemDef* item = nullptr;
        bool date = false, death = false, missing = false, comparator = false, unit = false, partial = false;
    };
    [[nodiscard]] QList<ItemColumns> used(const FormDef& form, const QString& group,
                                          const QStringList& items);
    void addColumns(ExportTable& table, const ItemColumns& c, const QString& form);
    [[nodiscard]] QStringList cells(int at, const ItemColumns& c, const ExportValue* value);
    [[nodiscard]] QString valueText(int at, const ItemColumns& c, const ExportValue& value);
    /// The value would tell who the subject is, so its cell is emptied.
    [[nodiscard]] bool isScreened(int at, const ItemDef& item, const ExportValue& value);
    [[nodiscard]] bool namesSubject(int at, const QString& text);

    const ExportData& data_;
    const ExportOptions& options_;
    const ExportKeys& keys_;
    QHash<std::int64_t, QString> readers_;
    QHash<QString, QList<const ExportForm*>> formsOf_; ///< by OID of the form
    QHash<int, dicom::DeidText> names_; ///< by place of the subject; made when first asked for
    ExportTables out_;
};

void Builder::subjects() {
    ExportTable t;
    t.name = QStringLiteral("subjects");
    t.label = words("Subjects", u"受试者");
    t.key = {QStringLiteral("subject")};
    t.columns = {
        subjectColumn(),
        column(QStringLiteral("sex"), QStringLiteral("string"), QStringLiteral("derived"),
               words("Sex (M, F, O)", u"性别（M, F, O）")),
        column(QStringLiteral("age_years"), QStringLiteral("integer"), QStringLiteral("derived"),
               words("Age at the index event; 90 means 90 or more", u"指标事件时的年龄；90表示90岁及以上")),
        column(QStringLiteral("status"), QStringLiteral("string"), QStringLiteral("derived"),
               words("State in the study", u"研究状态"))};
    t.columns[1].variableClass = t.columns[2].variableClass = VariableClass::QuasiIdentifier;
    t.columns[2].derivation = QStringLiteral("full years from birth to the index event, capped at 90");
    for (const ExportSubject& s : data_.subjects) {
        const QDate birth = QDate::fromString(s.birthDate, Qt::ISODate);
        const QDate index = QDate::fromString(s.indexDate, Qt::ISODate);
        QString age;
        if (birth.isValid() && index.isValid() && !options_.strict()) {
            int years = index.year() - birth.year();
            if (index < birth.addYears(years))
                --years;
            if (years > highestAge)
                ++out_.cappedAges;
            age = QString::number(std::min(years, highestAge + 1));
        }
        t.rows.append({s.pseudonym, options_.strict() ? QString() : s.sex, age, s.status});
    }
    out_.quasi = {QStringLiteral("subjects.sex"), QStringLiteral("subjects.age_years")};
    out_.tables.append(t);
}

void Builder::outcomes() {
    if (data_.outcomes.columns.isEmpty())
        return;
    ExportTable t;
    t.name = QStringLiteral("outcomes");
    t.label = words("Times to events", u"事件时间");
    t.parent = QStringLiteral("subjects");
    t.key = {QStringLiteral("subject")};
    t.columns = {subjectColumn()};
    for (const cohort::ColumnInfo& info : data_.outcomes.columns) {
        const bool isText = info.kind == cohort::ColumnKind::Code;
        ExportColumn c = column(info.name, isText ? QStringLiteral("string") : QStringLiteral("integer"),
                                QStringLiteral("derived"), info.label);
        c.unit = info.unit;
        c.derivation = info.rule;
        t.columns.append(c);
    }
    for (const ExportSubject& s : data_.subjects) {
        QStringList cells = data_.outcomes.cells.value(s.id.value);
        cells.resize(data_.outcomes.columns.size());
        t.rows.append(QStringList{s.pseudonym} + cells);
    }
    out_.tables.append(t);
}

void Builder::visits() {
    ExportTable t;
    t.name = QStringLiteral("visits");
    t.label = words("Visits", u"访视");
    t.parent = QStringLiteral("subjects");
    t.key = {QStringLiteral("subject"), QStringLiteral("visit"), QStringLiteral("visit_repeat")};
    const auto key = [&](const char* name, const char* type, const char* en, const char16_t* zh) {
        return column(QString::fromLatin1(name), QString::fromLatin1(type), QStringLiteral("key"),
                      words(en, zh));
    };
    t.columns = {
        subjectColumn(),
        key("visit", "string", "Visit", u"访视"),
        key("visit_repeat", "integer", "Repeat of the visit", u"访视次序"),
        column(QStringLiteral("date"), QStringLiteral("date"), QStringLiteral("derived"),
               words("Date of the visit, moved by the subject's offset", u"访视日期（已按受试者偏移）")),
        column(QStringLiteral("date_day"), QStringLiteral("integer"), QStringLiteral("derived"),
               words("Days from the index event", u"距指标事件的天数")),
        column(QStringLiteral("state"), QStringLiteral("string"), QStringLiteral("derived"),
               words("State of the visit", u"访视状态"))};
    for (const ExportVisit& v : data_.visits)
        t.rows.append({subject(v.subject).pseudonym, v.visit, QString::number(v.repeat),
                       moved(v.subject, v.date), studyDay(v.subject, v.date), v.state});
    out_.tables.append(t);
}

void Builder::form(const FormDef& form) {
    QStringList ungrouped;
    for (const SectionDef& section : form.sections)
        if (!section.repeating())
            ungrouped.append(section.items);
    part(form, nullptr, ungrouped);
    QMap<QString, SectionDef> groups; // a group may stand in several sections
    for (const SectionDef& section : form.sections)
        if (section.repeating()) {
            SectionDef& group = groups[section.group];
            group.group = section.group;
            group.groupLabel = section.groupLabel;
            group.items.append(section.items);
        }
    for (const SectionDef& group : std::as_const(groups))
        part(form, &group, group.items);
}

QList<Builder::ItemColumns> Builder::used(const FormDef& form, const QString& group,
                                          const QStringList& items) {
    QList<ItemColumns> out;
    for (const QString& oid : items) {
        const auto found = data_.items.constFind(oid);
        if (found == data_.items.cend() || !exclusionOf(*found, form, options_.strict()).isEmpty())
            continue;
        ItemColumns c;
        c.item = &*found;
        c.date = isDate(*found);
        c.death = c.date && isDeath(*found);
        for (const ExportForm* f : formsOf_.value(form.oid)) {
            for (const ExportFormRow& row : f->rows) {
                if (row.group != group)
                    continue;
                for (const ExportValue& value : row.values)
                    if (value.item == oid) {
                        c.missing = c.missing || value.kind == ValueKind::Null ||
                                    isScreened(f->subject, *found, value);
                        c.comparator = c.comparator || !value.comparator.isEmpty();
                        c.unit = c.unit || (!value.unit.isEmpty() && value.unit != found->unit);
                        c.date = c.date || value.kind == ValueKind::Date || value.kind == ValueKind::DateTime;
                    }
            }
        }
        out.append(c);
    }
    return out;
}

void Builder::addColumns(ExportTable& table, const ItemColumns& c, const QString& form) {
    const ItemDef& item = *c.item;
    ExportColumn base = column(item.oid.toLower(), tableType(item), QStringLiteral("item"), item.label);
    base.unit = item.unit;
    base.codeList = item.codeList;
    base.form = form;
    base.variableClass = item.variableClass;
    base.derivation = item.calc;
    const auto more = [&](const QString& suffix, const QString& type, const QString& role,
                          const QString& why) {
        ExportColumn extra = column(base.name + suffix, type, role, item.label);
        extra.form = form;
        extra.derivation = why;
        table.columns.append(extra);
    };
    if (c.date)
        base.type = item.type == ItemType::DateTime ? QStringLiteral("datetime") : QStringLiteral("date");
    if (!c.death)
        table.columns.append(base);
    if (c.date)
        more(QStringLiteral("_day"), QStringLiteral("integer"), QStringLiteral("derived"),
             QStringLiteral("days from the index event"));
    if (c.comparator)
        more(QStringLiteral("_cmp"), QStringLiteral("string"), QStringLiteral("item"),
             QStringLiteral("comparator of the value"));
    if (c.unit)
        more(QStringLiteral("_unit"), QStringLiteral("string"), QStringLiteral("item"),
             QStringLiteral("unit as entered, where it is not the standard one"));
    if (c.missing)
        more(QStringLiteral("_missing"), QStringLiteral("string"), QStringLiteral("missing"),
             QStringLiteral("reason for a missing value"));
    if (item.variableClass == VariableClass::QuasiIdentifier)
        out_.quasi.append(table.name + u'.' + base.name);
}

/// Identifiers as they stand, and names in their parts: "Zhang^Weiwei" is found in "seen by Zhang".
bool Builder::namesSubject(int at, const QString& text) {
    const ExportSubject& s = subject(at);
    auto known = names_.find(at);
    if (known == names_.end()) {
        known = names_.insert(at, dicom::DeidText({}, {}));
        for (const QString& name : s.names)
            known->forbid(name);
    }
    return known->isForbidden(text) ||
           std::any_of(s.identifiers.begin(), s.identifiers.end(),
                       [&](const QString& id) { return holdsIdentifier(text, id); });
}

bool Builder::isScreened(int at, const ItemDef& item, const ExportValue& value) {
    const ExportSubject& s = subject(at);
    const auto isOwnNumber = [&](const QString& text) {
        const QString number = wholeNumber(text);
        return !number.isEmpty() &&
               std::any_of(s.identifiers.begin(), s.identifiers.end(),
                           [&](const QString& id) { return wholeNumber(id) == number; });
    };
    switch (value.kind) {
    case ValueKind::Date:
    case ValueKind::DateTime: return !s.birthDate.isEmpty() && value.text.left(10) == s.birthDate;
    case ValueKind::Integer: return isOwnNumber(value.text);
    case ValueKind::Decimal:
        return isOwnNumber(value.text) || isOwnNumber(numberText(value.text, value.unit, item));
    case ValueKind::Text:
        return value.text != s.label && (namesSubject(at, value.text) || looksIdentifying(value.text));
    default: return false;
    }
}

QString Builder::valueText(int at, const ItemColumns& c, const ExportValue& value) {
    if (value.kind == ValueKind::CodeSet)
        return value.codes.join(u';');
    if (c.date && options_.strict())
        return {};
    if (c.date && value.text.size() > 10)
        return moved(at, value.text.left(10)) + value.text.mid(10);
    if (c.date)
        return moved(at, value.text);
    if (isAge(*c.item) && value.text.toDouble() > highestAge) {
        ++out_.cappedAges;
        return QString::number(highestAge + 1);
    }
    if (value.kind == ValueKind::Decimal)
        return numberText(value.text, value.unit, *c.item);
    if (value.kind != ValueKind::Text)
        return value.text;
    // The study's own number of the subject.
    return value.text == subject(at).label ? subject(at).pseudonym : value.text;
}

QStringList Builder::cells(int at, const ItemColumns& c, const ExportValue* value) {
    const bool screened = value != nullptr && isScreened(at, *c.item, *value);
    const bool known = value != nullptr && value->kind != ValueKind::Null && !screened;
    out_.screenedCells += screened ? 1 : 0;
    QStringList out;
    if (!c.death)
        out.append(known ? valueText(at, c, *value) : QString());
    if (c.date)
        out.append(known ? studyDay(at, value->text) : QString());
    if (c.comparator)
        out.append(known ? QString::fromLatin1(value->comparator) : QString());
    if (c.unit)
        out.append(known ? value->unit : QString());
    if (c.missing)
        out.append(screened           ? QStringLiteral("MSK")
                   : value != nullptr ? QString::fromLatin1(value->missing)
                                      : QString());
    return out;
}

void Builder::part(const FormDef& form, const SectionDef* group, const QStringList& items) {
    const QString groupOid = group != nullptr ? group->group : QString();
    for (const QString& oid : items)
        if (const auto item = data_.items.constFind(oid); item != data_.items.cend())
            if (const QByteArray why = exclusionOf(*item, form, options_.strict()); !why.isEmpty())
                out_.excluded.append({form.oid, oid, why});
    ExportTable t;
    t.name = group != nullptr ? (form.oid + u'_' + groupOid).toLower() : form.oid.toLower();
    t.label = group != nullptr ? group->groupLabel : form.label;
    t.parent = QStringLiteral("subjects");
    t.columns = {subjectColumn()};
    for (const char* name : {"visit", "visit_repeat", "exam", "reader", "form_repeat"})
        t.columns.append(column(
            QString::fromLatin1(name),
            QByteArrayView(name).endsWith("repeat") ? QStringLiteral("integer") : QStringLiteral("string"),
            QStringLiteral("key"), words(name, QString::fromLatin1(name).toStdU16String().c_str())));
    if (group != nullptr)
        t.columns.append(column(QStringLiteral("row"), QStringLiteral("integer"), QStringLiteral("key"),
                                words("Row of the group", u"行号")));
    else
        t.columns.append(column(QStringLiteral("state"), QStringLiteral("string"), QStringLiteral("derived"),
                                words("State of the form", u"表单状态")));
    for (int i = 0; i + (group != nullptr ? 0 : 1) < t.columns.size(); ++i)
        t.key.append(t.columns[i].name);
    const QList<ItemColumns> columns = used(form, groupOid, items);
    for (const ItemColumns& c : columns)
        addColumns(t, c, form.oid);
    if (columns.isEmpty())
        return;
    QHash<std::int64_t, QString> exams;
    for (const ExportExam& e : data_.exams)
        exams.insert(e.id, uid(e.subject, e.studyUid));
    for (const ExportForm* filled : formsOf_.value(form.oid)) {
        const ExportForm& f = *filled;
        int ordinal = 0;
        for (const ExportFormRow& row : f.rows) {
            if (row.group != groupOid)
                continue;
            QStringList line{subject(f.subject).pseudonym,
                             f.visit,
                             f.visit.isEmpty() ? QString() : QString::number(f.visitRepeat),
                             f.anchor == FormAnchor::Exam ? exams.value(f.anchorId) : QString(),
                             readers_.value(f.reader),
                             QString::number(f.repeat),
                             group != nullptr ? QString::number(++ordinal) : f.state};
            for (const ItemColumns& c : columns) {
                const auto value = std::find_if(row.values.begin(), row.values.end(),
                                                [&](const ExportValue& v) { return v.item == c.item->oid; });
                line.append(cells(f.subject, c, value == row.values.end() ? nullptr : &*value));
            }
            t.rows.append(line);
        }
    }
    if (!t.rows.isEmpty())
        out_.tables.append(t);
}

void Builder::measurements() {
    if (data_.measurements.isEmpty())
        return;
    ExportTable t;
    t.name = QStringLiteral("measurements");
    t.label = words("Measurements on images", u"影像测量");
    t.parent = QStringLiteral("subjects");
    t.columns = {subjectColumn()};
    for (const char* name : {"number", "series_uid", "sop_instance_uid", "kind", "value", "unit", "reader"})
        t.columns.append(column(QString::fromLatin1(name),
                                qstrcmp(name, "value") == 0    ? QStringLiteral("number")
                                : qstrcmp(name, "number") == 0 ? QStringLiteral("integer")
                                                               : QStringLiteral("string"),
                                QStringLiteral("derived"),
                                words(name, QString::fromLatin1(name).toStdU16String().c_str())));
    t.key = {QStringLiteral("subject"), QStringLiteral("number")};
    QHash<int, int> numbers;
    for (const ExportMeasurement& m : data_.measurements)
        t.rows.append({subject(m.subject).pseudonym, QString::number(++numbers[m.subject]),
                       uid(m.subject, m.series), uid(m.subject, m.sop), m.kind,
                       m.value ? number(*m.value) : QString(), m.unit, readers_.value(m.user)});
    out_.tables.append(t);
}

void Builder::readings() {
    if (data_.tasks.isEmpty())
        return;
    ExportTable t;
    t.name = QStringLiteral("readings");
    t.label = words("Reading tasks", u"阅片任务");
    t.parent = QStringLiteral("subjects");
    t.columns = {subjectColumn()};
    for (const char* name : {"number", "series_uid", "reader", "mode", "state"})
        t.columns.append(column(
            QString::fromLatin1(name),
            qstrcmp(name, "number") == 0 ? QStringLiteral("integer") : QStringLiteral("string"),
            QStringLiteral("derived"), words(name, QString::fromLatin1(name).toStdU16String().c_str())));
    t.key = {QStringLiteral("subject"), QStringLiteral("number")};
    QHash<int, int> numbers;
    for (const ExportTask& task : data_.tasks)
        t.rows.append({subject(task.subject).pseudonym, QString::number(++numbers[task.subject]),
                       uid(task.subject, task.series), readers_.value(task.reader), task.mode, task.state});
    out_.tables.append(t);
}

void Builder::images() {
    if (data_.series.isEmpty() || !options_.wantsImages())
        return;
    ExportTable t;
    t.name = QStringLiteral("images");
    t.label = words("Series of images", u"影像序列");
    t.parent = QStringLiteral("subjects");
    t.key = {QStringLiteral("series_uid")};
    t.columns = {subjectColumn()};
    for (const char* name : {"study_uid", "series_uid", "modality", "study_date", "study_day", "objects"})
        t.columns.append(column(
            QString::fromLatin1(name),
            qstrcmp(name, "study_date") == 0                                   ? QStringLiteral("date")
            : qstrcmp(name, "study_day") == 0 || qstrcmp(name, "objects") == 0 ? QStringLiteral("integer")
                                                                               : QStringLiteral("string"),
            QStringLiteral("derived"), words(name, QString::fromLatin1(name).toStdU16String().c_str())));
    // Filled by the run: only series of which something was released.
    out_.tables.append(t);
}

} // namespace

QByteArray ExportTable::toCsv() const {
    QString text;
    QStringList heads;
    for (const ExportColumn& c : columns)
        heads.append(cell(c.name));
    text += heads.join(u',') + u'\n';
    for (const QStringList& row : rows) {
        QStringList line;
        for (const QString& value : row)
            line.append(cell(value));
        text += line.join(u',') + u'\n';
    }
    return text.toUtf8();
}

ExportTables makeExportTables(const ExportData& data, const ExportOptions& options, const ExportKeys& keys) {
    return Builder(data, options, keys).all();
}

} // namespace casebook
