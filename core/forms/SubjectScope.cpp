// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/SubjectScope.h"

#include "core/forms/Values.h"

#include <algorithm>

namespace casebook {

namespace {

const FormData nothing;

tl::unexpected<QByteArray> unknownName() { return tl::unexpected<QByteArray>("ref"); }

} // namespace

SubjectScope::SubjectScope(const CompiledStudy& study, const FormData* form, const SubjectRecord& record,
                           FormPlace place, const QDate& today)
    : study_(study), form_(form ? form : &nothing), record_(record), place_(std::move(place)), today_(today) {
    views_.push_back({form_, {}});
    handles_[form_] = expr::thisForm;
    formChanged();
}

void SubjectScope::formChanged() {
    views_[0].rows.clear();
    rowNumbers_.clear();
    for (const FormRow& row : form_->rows) {
        QList<QByteArray>& group = views_[0].rows[row.group];
        rowNumbers_[row.id] = static_cast<int>(group.size());
        group << row.id;
    }
}

void SubjectScope::setRow(const QString& group, const QByteArray& row) {
    if (group == group_ && row == row_)
        return;
    group_ = group;
    row_ = row;
    rowPlace_.clear();
    const auto at = group.isEmpty() ? rowNumbers_.cend() : rowNumbers_.constFind(row);
    if (at != rowNumbers_.cend())
        rowPlace_.push_back({expr::thisForm, group, *at});
}

expr::Outcome SubjectScope::run(const expr::Ast& ast) const {
    censored_ = 0;
    probe_ = Probe::Near;
    expr::Outcome near = expr::evaluate(ast, *this);
    if (censored_ == 0)
        return near;
    for (const Probe probe : {Probe::Between, Probe::Far}) {
        probe_ = probe;
        const expr::Outcome other = expr::evaluate(ast, *this);
        const bool agree = other.error == near.error && other.value.type() == near.value.type() &&
                           other.value.toText() == near.value.toText();
        if (!agree)
            return {expr::Blank{{}, "censored"}, {}, 0};
    }
    return near;
}

expr::FormHandle SubjectScope::handleOf(const FormData& data) const {
    // The record may hold this form as it was stored; what counts is how it stands now.
    if (&data == form_ || (!data.id.isEmpty() && data.id == form_->id))
        return expr::thisForm;
    if (const auto at = handles_.constFind(&data); at != handles_.cend())
        return *at;
    View view{&data, {}};
    for (const FormRow& row : data.rows)
        view.rows[row.group] << row.id;
    const auto handle = static_cast<expr::FormHandle>(views_.size());
    views_.push_back(std::move(view));
    handles_[&data] = handle;
    return handle;
}

const SubjectScope::View* SubjectScope::view(expr::FormHandle form) const {
    return form < 0 ? nullptr : &views_[static_cast<std::size_t>(form)];
}

bool SubjectScope::isHere(qsizetype visit) const {
    const VisitData& one = record_.visits[visit];
    return one.visit == place_.visit && one.repeat == place_.repeat;
}

/// A visit without a date or a form is not there yet, and one that was missed never was.
bool SubjectScope::started(qsizetype visit) const {
    const VisitData& one = record_.visits[visit];
    const bool tookPlace = one.state != u"missed" && one.state != u"not-expected";
    return isHere(visit) || !one.forms.isEmpty() || one.state == u"done" ||
           (tookPlace && !one.date.isEmpty());
}

std::vector<qsizetype> SubjectScope::visitsOf(const expr::Reference& reference,
                                              std::optional<int> repeat) const {
    std::vector<qsizetype> all;
    qsizetype here = -1;
    for (qsizetype i = 0; i < record_.visits.size(); ++i) {
        if (isHere(i))
            here = static_cast<qsizetype>(all.size());
        if (started(i))
            all.push_back(i);
    }
    const auto only = [&](qsizetype at) {
        return at < 0 || at >= static_cast<qsizetype>(all.size())
                   ? std::vector<qsizetype>()
                   : std::vector<qsizetype>{all[static_cast<std::size_t>(at)]};
    };
    switch (reference.visit) {
    case expr::VisitPart::None: return only(here);
    case expr::VisitPart::Every: return all;
    case expr::VisitPart::First: return only(0);
    case expr::VisitPart::Last: return only(static_cast<qsizetype>(all.size()) - 1);
    case expr::VisitPart::Previous: return here < 0 ? std::vector<qsizetype>() : only(here - 1);
    case expr::VisitPart::Next: return here < 0 ? std::vector<qsizetype>() : only(here + 1);
    case expr::VisitPart::Named: break;
    }
    std::erase_if(all, [&](qsizetype i) {
        const VisitData& one = record_.visits[i];
        return one.visit != reference.visitName || (repeat && one.repeat != *repeat);
    });
    return all;
}

/// What this form may see of them: its own reader's, else the shared ones.
std::vector<expr::FormHandle> SubjectScope::handlesOf(const QList<const FormData*>& forms) const {
    std::vector<expr::FormHandle> own, shared;
    for (const FormData* one : forms) {
        if (one->reader == form_->reader)
            own.push_back(handleOf(*one));
        else if (one->reader == 0)
            shared.push_back(handleOf(*one));
    }
    return own.empty() ? shared : own;
}

std::vector<expr::FormHandle> SubjectScope::formsAt(qsizetype visit, const QString& form) const {
    QList<const FormData*> there;
    for (const FormData& one : record_.visits[visit].forms)
        if (one.form == form)
            there << &one;
    std::vector<expr::FormHandle> found = handlesOf(there);
    const FormDef* def = study_.definition().form(form);
    if (found.empty() && def && def->anchor == FormAnchor::Subject)
        return formsNearby(form);
    if (found.empty() && isHere(visit) && form_->form == form)
        found.push_back(expr::thisForm); // not stored yet
    return found;
}

/// `F:x`: on this form's exam, else on the subject, else at the same visit.
std::vector<expr::FormHandle> SubjectScope::formsNearby(const QString& form) const {
    QList<const FormData*> there;
    const auto take = [&](const QList<FormData>& forms, auto fits) {
        for (const FormData& one : forms)
            if (one.form == form && fits(one))
                there << &one;
    };
    const auto sameExam = [&](const FormData& one) { return one.exam == place_.exam; };
    const auto any = [](const FormData&) { return true; };
    if (!place_.exam.isEmpty()) {
        for (const VisitData& visit : record_.visits)
            take(visit.forms, sameExam);
        take(record_.looseForms, sameExam);
    }
    if (there.isEmpty())
        take(record_.subjectForms, any);
    if (there.isEmpty())
        for (qsizetype i = 0; i < record_.visits.size(); ++i)
            if (isHere(i))
                take(record_.visits[i].forms, any);
    std::vector<expr::FormHandle> found = handlesOf(there);
    if (found.empty() && form_->form == form)
        found.push_back(expr::thisForm);
    return found;
}

expr::Answer<std::vector<expr::FormHandle>> SubjectScope::forms(const expr::Reference& reference,
                                                                std::optional<int> repeat) const {
    const bool unknownVisit =
        reference.visit == expr::VisitPart::Named && !study_.definition().visit(reference.visitName);
    if (unknownVisit || (!reference.form.isEmpty() && !study_.definition().form(reference.form)))
        return unknownName();
    const QString form = reference.form.isEmpty() ? form_->form : reference.form;
    if (reference.visit == expr::VisitPart::None)
        return formsNearby(form);
    std::vector<expr::FormHandle> found;
    for (const qsizetype visit : visitsOf(reference, repeat)) {
        const auto here = formsAt(visit, form);
        if (here.empty() && reference.isMany())
            found.push_back(expr::absentForm);
        found.insert(found.end(), here.begin(), here.end());
    }
    return found;
}

expr::Answer<int> SubjectScope::rowCount(expr::FormHandle form, const QString& group) const {
    const View* one = view(form);
    if (!one)
        return 0;
    if (!study_.expressions().groupExists(one->data->form, group))
        return unknownName();
    return static_cast<int>(one->rows.value(group).size());
}

bool SubjectScope::groupHas(expr::FormHandle form, const QString& group, const QString& item) const {
    const auto at = study_.expressions().items.constFind(item);
    if (at == study_.expressions().items.cend() || at->group != group)
        return false;
    const View* one = view(form);
    return !one || at->form == one->data->form;
}

expr::Answer<expr::Value> SubjectScope::rowValue(expr::FormHandle form, const QString& group, int row,
                                                 const QString& item) const {
    if (!groupHas(form, group, item))
        return unknownName();
    const View* one = view(form);
    const QList<QByteArray> ids = one ? one->rows.value(group) : QList<QByteArray>();
    if (row < 0 || row >= ids.size())
        return expr::Value();
    return valueAt(form, {group, ids[row], item});
}

expr::Answer<expr::Value> SubjectScope::value(expr::FormHandle form, const expr::Reference& reference) const {
    const auto& items = study_.expressions().items;
    const auto at = items.constFind(reference.item);
    if (at == items.cend())
        return unknownName();
    const View* one = view(form);
    if (!one || at->form != one->data->form)
        return one && !one->data->form.isEmpty() ? expr::Answer<expr::Value>(unknownName()) : expr::Value();
    // A bare name of a row item outside of its rows means no row.
    return at->group.isEmpty() ? valueAt(form, {{}, {}, reference.item}) : expr::Value();
}

expr::Value SubjectScope::valueAt(expr::FormHandle form, const ItemPath& path) const {
    const FormData& data = *view(form)->data;
    if (form == expr::thisForm && blank_.contains(path))
        return {};
    const auto value = data.values.constFind(path);
    const auto item = study_.expressions().items.constFind(path.item);
    if (value == data.values.cend() || data.held.contains(path) || item == study_.expressions().items.cend())
        return {};
    const bool censored = !value->comparator.isEmpty() && value->comparator != "~";
    return censored ? probed(*value, *item) : toExpression(*value, *item->def);
}

/// A number that the comparator allows: at the limit, far from it, or between. Lower numbers end at 0 unless the limit
/// is negative; higher ones have no end.
expr::Value SubjectScope::probed(const ItemValue& value, const CompiledItem& item) const {
    ++censored_;
    const auto limit = Decimal::fromText(value.text);
    if (!limit)
        return {};
    const bool below = value.comparator.startsWith('<');
    const Decimal huge = Decimal::fromText(u"1e12").value_or(Decimal());
    const Decimal far = !below ? huge : limit->isNegative() ? huge.negated() : Decimal(0);
    const Decimal tiny = Decimal::fromText(u"1e-12").value_or(Decimal());
    const Decimal step = value.comparator.size() == 1 ? tiny : Decimal(0);
    Decimal::Outcome number = far;
    if (probe_ == Probe::Near)
        number = below ? limit->minus(step) : limit->plus(step);
    if (probe_ == Probe::Between)
        number = limit->plus(far).and_then([](const Decimal& sum) { return sum.over(Decimal(2)); });
    if (!number)
        return {};
    ItemValue stand = value;
    stand.text = number->toText();
    return toExpression(stand, *item.def);
}

expr::Answer<std::vector<expr::Value>> SubjectScope::visitValues(const expr::Reference& reference,
                                                                 std::optional<int> repeat) const {
    if (reference.visit == expr::VisitPart::Named && !study_.definition().visit(reference.visitName))
        return unknownName();
    std::vector<expr::Value> values;
    for (const qsizetype at : visitsOf(reference, repeat)) {
        const VisitData& visit = record_.visits[at];
        if (reference.item == u"date") {
            const auto date = PartialDate::fromText(visit.date);
            values.push_back(date ? expr::Value(*date) : expr::Value());
        } else if (reference.item == u"state") {
            values.push_back(expr::Value(visit.state));
        } else {
            return unknownName();
        }
    }
    return values;
}

std::optional<PartialDate> SubjectScope::today() const {
    if (!today_.isValid())
        return std::nullopt;
    return PartialDate::fromCivil(today_.year(), today_.month(), today_.day());
}

} // namespace casebook
