// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/forms/CompiledStudy.h"

#include "core/expr/Checker.h"
#include "core/expr/Dependencies.h"
#include "core/expr/Parser.h"
#include "core/forms/Expressions.h"

#include <QRegularExpression>

#include <algorithm>

namespace casebook {

namespace {

expr::Type typeOf(const CompiledItem& item) {
    switch (item.def->type) {
    case ItemType::Integer:
    case ItemType::Decimal: return expr::Type::Number;
    case ItemType::Quantity: return expr::Type::Quantity;
    case ItemType::Date: return expr::Type::Date;
    case ItemType::Time: return expr::Type::Time;
    case ItemType::DateTime: return expr::Type::DateTime;
    case ItemType::YesNo: return expr::Type::Boolean;
    case ItemType::MultiCode: return expr::Type::Set;
    case ItemType::Calculated: return item.calc ? item.calc->node(item.calc->root).type : expr::Type::Any;
    case ItemType::Text:
    case ItemType::LongText:
    case ItemType::Code:
    case ItemType::ImageLink:
    case ItemType::LesionLink:
    case ItemType::File: break;
    }
    return expr::Type::Text;
}

/// The names that an expression of one form may use.
class Names final : public expr::Declarations {
public:
    Names(const StudyDefinition& study, const CompiledStudy::Expressions& expressions, QString form)
        : study_(study), expressions_(expressions), form_(std::move(form)) {}

    std::optional<expr::Declared> declared(const expr::Reference& reference) const override {
        if (reference.visit == expr::VisitPart::Named && !study_.visit(reference.visitName))
            return std::nullopt;
        if (reference.isVisitProperty())
            return visitProperty(reference.item);
        const QString form = reference.form.isEmpty() ? form_ : reference.form;
        if (!holds(reference, form))
            return std::nullopt;
        if (!reference.group.isEmpty() && !expressions_.groupExists(form, reference.group))
            return std::nullopt;
        if (reference.item.isEmpty())
            return expr::Declared{};
        const auto item = expressions_.items.constFind(reference.item);
        const bool here = item != expressions_.items.cend() && item->form == form &&
                          (reference.isBare() || item->group == reference.group);
        return here ? std::optional(expr::Declared{typeOf(*item), item->def->unit}) : std::nullopt;
    }

private:
    static std::optional<expr::Declared> visitProperty(const QString& name) {
        if (name == u"date")
            return expr::Declared{expr::Type::Date, {}};
        return name == u"state" ? std::optional(expr::Declared{expr::Type::Text, {}}) : std::nullopt;
    }

    /// A named visit must hold the form, or the form hangs on the subject.
    bool holds(const expr::Reference& reference, const QString& form) const {
        const FormDef* def = study_.form(form);
        if (!def || reference.visit != expr::VisitPart::Named || def->anchor == FormAnchor::Subject)
            return def;
        return std::any_of(study_.visitForms.begin(), study_.visitForms.end(), [&](const VisitFormDef& one) {
            return one.visit == reference.visitName && one.form == form;
        });
    }

    const StudyDefinition& study_;
    const CompiledStudy::Expressions& expressions_;
    QString form_;
};

std::optional<ServiceExpression> serviceOf(const QString& calc) {
    static const QRegularExpression form(QStringLiteral("^service:([A-Za-z_.]+)(?:\\(([^()]*)\\))?$"));
    const auto match = form.match(calc.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    ServiceExpression service{match.captured(1), {}};
    for (const QString& arg : match.captured(2).split(u',', Qt::SkipEmptyParts))
        service.args << arg.trimmed();
    return service;
}

/// Fills the expressions of a study and notes the faults.
class StudyCompiler {
public:
    StudyCompiler(const StudyDefinition& study, CompiledStudy::Expressions& out,
                  QList<DefinitionFault>& faults)
        : study_(study), out_(out), faults_(faults) {}

    void run() {
        lists();
        places();
        for (const ItemDef& item : study_.items)
            parseItem(item);
        for (const FormDef& form : study_.forms)
            order(out_.forms[form.oid]);
        for (const CheckDef& check : study_.checks)
            parseCheck(check);
        subjectExpressions();
        checkNames();
    }

private:
    void note(const QString& place, QByteArray code, const QString& detail = {}) {
        faults_ << DefinitionFault{place, std::move(code), detail};
    }

    void lists() {
        QSet<QString> seen;
        for (const CodeListDef& list : study_.codeLists) {
            if (seen.contains(list.oid))
                note(QStringLiteral("code list ") + list.oid, "twice");
            seen.insert(list.oid);
            QSet<QString> codes;
            for (const CodeDef& code : list.codes) {
                if (codes.contains(code.code))
                    note(QStringLiteral("code list ") + list.oid, "twice", code.code);
                codes.insert(code.code);
            }
        }
    }

    /// Where each item stands.
    void places() {
        for (const ItemDef& def : study_.items) {
            if (out_.items.contains(def.oid))
                note(QStringLiteral("item ") + def.oid, "twice");
            CompiledItem item;
            item.def = &def;
            item.codeList = study_.codeList(def.codeList);
            if (!def.codeList.isEmpty() && !item.codeList)
                note(QStringLiteral("item ") + def.oid, "no-such-list", def.codeList);
            out_.items[def.oid] = item;
        }
        for (const FormDef& def : study_.forms)
            place(def);
        for (const VisitFormDef& one : study_.visitForms)
            if (!study_.visit(one.visit) || !study_.form(one.form))
                note(QStringLiteral("visit form %1/%2").arg(one.visit, one.form), "ref");
    }

    void place(const FormDef& def) {
        if (out_.forms.contains(def.oid))
            note(QStringLiteral("form ") + def.oid, "twice");
        CompiledForm& form = out_.forms[def.oid];
        form.def = &def;
        for (const SectionDef& section : def.sections) {
            if (section.repeating() && !form.groups.contains(section.group))
                form.groups << section.group;
            if (section.repeating() && section.maxRows > 0)
                form.maxRows[section.group] = section.maxRows;
            for (const QString& oid : section.items) {
                const auto item = out_.items.find(oid);
                if (item == out_.items.end()) {
                    note(QStringLiteral("form ") + def.oid, "no-such-item", oid);
                    continue;
                }
                if (!item->form.isEmpty())
                    note(QStringLiteral("item ") + oid, "several-forms", def.oid);
                item->form = def.oid;
                item->group = section.group;
                form.items << oid;
            }
        }
    }

    std::optional<expr::Ast> parse(const QString& text, const QString& place) {
        if (text.isEmpty())
            return std::nullopt;
        auto ast = expr::parse(text);
        if (ast)
            return *std::move(ast);
        note(place, ast.error().code,
             QStringLiteral("%1 (%2)").arg(ast.error().what).arg(ast.error().position));
        return std::nullopt;
    }

    void parseItem(const ItemDef& def) {
        CompiledItem& item = out_.items[def.oid];
        const QString name = QStringLiteral("item ") + def.oid + QStringLiteral(": ");
        item.alwaysRequired = def.required == u"yes";
        if (!item.alwaysRequired)
            item.required = parse(def.required, name + QStringLiteral("required"));
        item.showIf = parse(def.showIf, name + QStringLiteral("show_if"));
        item.check = parse(def.check, name + QStringLiteral("check"));
        item.service = serviceOf(def.calc);
        if (!item.service)
            item.calc = parse(def.calc, name + QStringLiteral("calc"));
        if (item.calc && item.calc->usesToday)
            note(name + QStringLiteral("calc"), "today");
        item.broken = (!def.calc.isEmpty() && !item.service && !item.calc);
    }

    /// Items of the same form that an expression reads.
    QStringList reads(const std::optional<expr::Ast>& ast, const QString& form) const {
        QStringList found;
        if (!ast)
            return found;
        for (const expr::Dependency& one : expr::dependencies(*ast)) {
            const expr::Reference& reference = one.reference;
            const bool elsewhere = reference.visit != expr::VisitPart::None ||
                                   !(reference.form.isEmpty() || reference.form == form);
            if (!elsewhere && !reference.item.isEmpty())
                found << reference.item;
        }
        return found;
    }

    void order(CompiledForm& form) {
        std::vector<std::vector<int>> needs;
        for (const QString& oid : form.items) {
            const CompiledItem& item = out_.items[oid];
            QStringList read = reads(item.showIf, form.def->oid) + reads(item.calc, form.def->oid);
            if (item.service)
                read += item.service->args;
            // Services without arguments look at the whole form: they come behind all that is entered and calculated.
            if (item.service && item.service->args.isEmpty())
                for (const QString& other : form.items)
                    if (!readsBack(other, oid))
                        read << other;
            std::vector<int> nodes;
            for (const QString& one : read)
                if (const qsizetype at = form.items.indexOf(one); at >= 0)
                    nodes.push_back(static_cast<int>(at));
            needs.push_back(std::move(nodes));
        }
        const expr::Ordering ordering = expr::topologicalOrder(needs);
        QStringList loop;
        for (const int at : ordering.cycle)
            loop << form.items[at];
        if (!loop.isEmpty())
            note(QStringLiteral("form ") + form.def->oid, "cycle", loop.join(QStringLiteral(" -> ")));
        for (const int at : ordering.order)
            form.order << form.items[at];
        if (!loop.isEmpty())
            form.order = form.items;
    }

    /// True where `item` is another whole-form service, or depends on `on` by any way.
    bool readsBack(const QString& item, const QString& on) const {
        QSet<QString> seen;
        QStringList open{item};
        while (!open.isEmpty()) {
            const QString one = open.takeLast();
            if (one == on)
                return true;
            if (seen.contains(one))
                continue;
            seen.insert(one);
            const CompiledItem& compiled = *out_.items.constFind(one);
            QStringList read = reads(compiled.showIf, compiled.form) + reads(compiled.calc, compiled.form);
            if (compiled.service) {
                read += compiled.service->args;
                // Of two such services the one that stands first in the form is calculated first.
                const QStringList& all = out_.forms.constFind(compiled.form)->items;
                if (compiled.service->args.isEmpty() && all.indexOf(on) < all.indexOf(one))
                    return true;
            }
            for (const QString& next : read)
                if (const auto at = out_.items.constFind(next);
                    at != out_.items.cend() && at->form == compiled.form)
                    open << next;
        }
        return false;
    }

    void parseCheck(const CheckDef& def) {
        const auto form = out_.forms.find(def.form);
        if (form == out_.forms.end())
            return note(QStringLiteral("check ") + def.oid, "no-such-form", def.form);
        CompiledCheck check;
        check.def = &def;
        check.expression = parse(def.expression, QStringLiteral("check ") + def.oid);
        if (check.expression)
            for (const expr::Dependency& one : expr::dependencies(*check.expression)) {
                const auto item = out_.items.constFind(one.reference.item);
                const bool here = item != out_.items.cend() && item->form == def.form &&
                                  one.reference.visit == expr::VisitPart::None;
                if (here && check.target.isEmpty() && (one.reference.isBare() || item->group.isEmpty()))
                    check.target = one.reference.item;
                if (here && one.reference.isBare() && !one.inFilter && !item->group.isEmpty())
                    check.group = item->group;
            }
        form->checks << check;
    }

    void subjectExpressions() {
        for (const auto& [name, text] : study_.anchors.asKeyValueRange())
            if (auto ast = parse(text, QStringLiteral("anchor ") + name))
                out_.anchors[name] = *std::move(ast);
        for (const VisitDef& visit : study_.visits)
            if (auto ast = parse(visit.until, QStringLiteral("visit ") + visit.oid))
                out_.until[visit.oid] = *std::move(ast);
        for (qsizetype i = 0; i < study_.visitForms.size(); ++i) {
            const VisitFormDef& one = study_.visitForms[i];
            if (auto ast = parse(one.onlyIf, QStringLiteral("visit form %1/%2").arg(one.visit, one.form)))
                out_.onlyIf[i] = *std::move(ast);
        }
        out_.arm =
            parse(study_.settings.value(QStringLiteral("arm_item")), QStringLiteral("setting arm_item"));
    }

    void checkNames() {
        const auto look = [&](const std::optional<expr::Ast>& ast, const QString& form, const QString& place,
                              expr::Type wanted) {
            if (!ast)
                return;
            for (const expr::Problem& one : expr::check(*ast, Names(study_, out_, form), wanted))
                note(place, one.code, one.what);
        };
        for (const ItemDef& def : study_.items) {
            const CompiledItem& item = out_.items[def.oid];
            const QString name = QStringLiteral("item ") + def.oid + QStringLiteral(": ");
            look(item.required, item.form, name + QStringLiteral("required"), expr::Type::Boolean);
            look(item.showIf, item.form, name + QStringLiteral("show_if"), expr::Type::Boolean);
            look(item.check, item.form, name + QStringLiteral("check"), expr::Type::Boolean);
            look(item.calc, item.form, name + QStringLiteral("calc"), expr::Type::Any);
        }
        for (const CompiledForm& form : std::as_const(out_.forms))
            for (const CompiledCheck& check : form.checks)
                look(check.expression, form.def->oid, QStringLiteral("check ") + check.def->oid,
                     expr::Type::Boolean);
        for (const auto& [name, ast] : out_.anchors.asKeyValueRange())
            look(ast, {}, QStringLiteral("anchor ") + name, expr::Type::Any);
        for (const auto& [name, ast] : out_.until.asKeyValueRange())
            look(ast, {}, QStringLiteral("visit ") + name, expr::Type::Boolean);
        for (const auto& [at, ast] : out_.onlyIf.asKeyValueRange())
            look(ast, {}, QStringLiteral("visit form %1").arg(at), expr::Type::Boolean);
    }

    const StudyDefinition& study_;
    CompiledStudy::Expressions& out_;
    QList<DefinitionFault>& faults_;
};

} // namespace

bool CompiledStudy::Expressions::groupExists(const QString& form, const QString& group) const {
    const auto at = forms.constFind(form);
    return at != forms.cend() && at->groups.contains(group);
}

CompiledStudy::CompiledStudy() : expressions_(std::make_unique<Expressions>()) {}
CompiledStudy::~CompiledStudy() = default;

std::shared_ptr<const CompiledStudy> CompiledStudy::compile(StudyDefinition definition) {
    const std::shared_ptr<CompiledStudy> study(new CompiledStudy);
    study->definition_ = std::move(definition);
    // Detached now, so that the pointers into it stay good.
    study->definition_.items.detach();
    study->definition_.codeLists.detach();
    study->definition_.forms.detach();
    study->definition_.checks.detach();
    StudyCompiler(study->definition_, *study->expressions_, study->faults_).run();
    return study;
}

} // namespace casebook
