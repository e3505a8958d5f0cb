// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/FormFiller.h"

#include <algorithm>
#include <cmath>

namespace casebook::demo {

namespace {

constexpr std::uint32_t kPurpose = 9;
/// Of the items that may be left out at all; so that the shares over all items are the recipe's 4 % and 1.5 %.
constexpr double kMissingWithReason = 0.078, kMissing = 0.030;

struct Usual {
    const char* item;
    double mean, sd;
    int decimals;
};
/// Laboratory and vital signs of an adult who is not acutely ill; plain numbers, no source but habit.
constexpr Usual kUsual[] = {
    {"vs_temp", 36.5, 0.3, 1},   {"vs_pulse", 76, 9, 0},    {"vs_resp", 17, 2, 0},
    {"vs_sbp", 126, 12, 0},      {"vs_dbp", 77, 7, 0},      {"vs_spo2", 97, 1, 0},
    {"lab_wbc", 6.8, 1.4, 2},    {"lab_neut", 3.9, 0.6, 2}, {"lab_lymph", 1.7, 0.35, 2},
    {"lab_eos", 0.15, 0.05, 2},  {"lab_hgb", 134, 12, 0},   {"lab_plt", 225, 45, 0},
    {"lab_alt", 22, 7, 0},       {"lab_ast", 23, 6, 0},     {"lab_alp", 78, 18, 0},
    {"lab_ggt", 28, 9, 0},       {"lab_tbil", 12, 3, 1},    {"lab_dbil", 3.4, 0.8, 1},
    {"lab_alb", 42, 2.5, 1},     {"lab_tp", 71, 4, 1},      {"lab_crea", 71, 11, 0},
    {"lab_urea", 5.2, 1, 1},     {"lab_ua", 320, 55, 0},    {"lab_na", 140, 2, 0},
    {"lab_k", 4.2, 0.3, 2},      {"lab_ca", 2.28, 0.08, 2}, {"lab_mg", 0.86, 0.06, 2},
    {"lab_phos", 1.12, 0.13, 2}, {"lab_glu", 5.6, 0.6, 1},  {"lab_ldh", 185, 28, 0},
    {"lab_crp", 4, 1.5, 1},      {"lab_cea", 4, 1.5, 1},    {"lab_cyfra", 2.6, 0.7, 1},
    {"lab_nse", 12, 2.5, 1},     {"lab_scc", 0.9, 0.3, 1},  {"lab_progrp", 38, 9, 0},
    {"lab_tsh", 2.1, 0.7, 2},    {"lab_ft4", 15.5, 2, 1},   {"lab_inr", 1.01, 0.05, 2},
    {"ct_slice", 1.25, 0, 2},    {"pft_fev1", 2.3, 0.3, 2}, {"pft_fvc", 3.0, 0.2, 2},
    {"sym_pain_nrs", 1, 0, 0},   {"kps", 90, 0, 0},         {"ct_kvp", 120, 0, 0},
    {"ct_spacing", 1, 0, 1},     {"ecg_qt", 390, 12, 0},    {"ecg_rr", 820, 60, 0},
};

struct UsualCode {
    const char* list;
    const char* code;
};
/// What is answered when nothing is the matter, where that is not the first code of the list.
constexpr UsualCode kUsualCodes[] = {{"POSNEG", "NEG"},      {"MUT", "NEG"},        {"SMOKE", "NEVER"},
                                     {"CONTRAST", "VENOUS"}, {"LABNAME", "LOCAL1"}, {"NODEJUDGE", "BENIGN"},
                                     {"ECOG", "1"},          {"MMRC", "0"},         {"CONF3", "MID"},
                                     {"EDU", "SEN"},         {"OCCUP", "RET"},      {"UPROT", "NEG"}};

} // namespace

FormFiller::FormFiller(std::shared_ptr<const CompiledStudy> study, ServiceFunctions services,
                       const Options& options, std::uint32_t subject, DemoPlan& counts)
    : study_(std::move(study)), services_(std::move(services)), options_(options),
      dice_(options.seed, subject, kPurpose), counts_(counts), subject_(subject) {}

PlannedForm FormFiller::fill(const Wanted& wanted) {
    PlannedForm out;
    out.visit = wanted.visit;
    out.repeat = wanted.repeat;
    out.form = wanted.form;
    FormState::Setup setup;
    setup.study = study_;
    setup.stored.form = wanted.form;
    setup.record = std::make_shared<const SubjectRecord>(record_);
    setup.place = {wanted.visit, wanted.repeat, {}};
    setup.today = options_.cut;
    setup.services = services_;
    auto state = FormState::open(std::move(setup));
    if (!state) {
        rejected_.append(wanted.form);
        return out;
    }
    QHash<ItemPath, int> rowNumbers; // by group and row, item empty
    QHash<QString, int> inGroup;
    for (const Wanted::Row& row : wanted.rows) {
        const auto words = phantom::philox({rows_++, 77, subject_, 2}, {options_.seed, 0xDE30u});
        const QByteArray id(reinterpret_cast<const char*>(words.data()), 16);
        if (!state->addRow(row.group, id))
            rejected_.append(wanted.form + u'/' + row.group);
        rowNumbers.insert({row.group, id, {}}, ++inGroup[row.group]);
    }
    touched_.clear();
    own_.clear();
    for (int n = 0; n < 3; ++n) // an answer may show items that stand before it
        pass(*state, wanted, rowNumbers, out);
    takeBackFaults(*state, own_, out);
    out.data = state->data();
    remember(wanted, *state);
    return out;
}

void FormFiller::pass(FormState& state, const Wanted& wanted, const QHash<ItemPath, int>& rowNumbers,
                      PlannedForm& out) {
    static const QList<QString> reasons{QStringLiteral("=UNK"), QStringLiteral("=NASK"),
                                        QStringLiteral("=ND"), QStringLiteral("=NAV")};
    for (const ItemPath& path : state.paths()) {
        const ItemState now = state.item(path);
        if (!now.visible || now.calculated || now.value || touched_.contains(path))
            continue;
        touched_.insert(path);
        const ItemDef& item = *state.definition().item(path.item);
        const int row = rowNumbers.value({path.group, path.row, {}}, 0);
        bool own = false;
        QString text = wantedText(wanted, path, row, own);
        if (!own)
            text = plainText(item, wanted, now.required);
        if (own)
            own_.insert(path);
        if (text.isEmpty())
            continue;
        ++counts_.answers;
        const bool isLink = item.type == ItemType::ImageLink || item.type == ItemType::LesionLink;
        if (!own && !isLink) {
            const double u = dice_.uniform();
            counts_.missing += u < kMissing ? 1 : 0;
            if (u < kMissing)
                continue;
            if (u < kMissing + kMissingWithReason) {
                text = reasons[dice_.integer(0, 3)];
                ++counts_.missingWithReason;
            }
        }
        if (const auto set = state.set(path, text); !set) {
            rejected_.append(QStringLiteral("%1/%2=%3 %4")
                                 .arg(wanted.form, path.item, text, QString::fromLatin1(set.error().code)));
            continue;
        }
        out.answers.append({path.group, row, path.item, text});
    }
}

QString FormFiller::wantedText(const Wanted& wanted, const ItemPath& path, int row, bool& own) const {
    const QHash<QString, QString>* answers = &wanted.answers;
    if (row > 0) {
        int n = 0;
        for (const Wanted::Row& one : wanted.rows)
            if (one.group == path.group && ++n == row)
                answers = &one.answers;
    }
    const auto at = answers->constFind(path.item);
    own = at != answers->cend();
    return own ? *at : QString();
}

QString FormFiller::numberText(const ItemDef& item) {
    for (const Usual& usual : kUsual)
        if (item.oid == QLatin1StringView(usual.item))
            return QString::number(dice_.normal(usual.mean, usual.sd, usual.mean - 2 * usual.sd - 0.001,
                                                usual.mean + 2 * usual.sd + 0.001),
                                   'f', usual.decimals);
    if (item.soft.low.isEmpty() || item.soft.high.isEmpty())
        return {};
    const double low = item.soft.low.toDouble(), high = item.soft.high.toDouble();
    const int decimals = item.type == ItemType::Integer ? 0 : item.decimals.value_or(1);
    return QString::number(low + (high - low) * dice_.uniform(0.15, 0.45), 'f', decimals);
}

/// Optional items are answered mostly; free text hardly ever.
QString FormFiller::plainText(const ItemDef& item, const Wanted& wanted, bool required) {
    const bool asked = required || dice_.chance(0.7);
    switch (item.type) {
    case ItemType::YesNo: return asked ? QStringLiteral("no") : QString();
    case ItemType::Integer:
    case ItemType::Decimal:
    case ItemType::Quantity: return asked ? numberText(item) : QString();
    case ItemType::Date: return required ? wanted.date : QString();
    case ItemType::Time: return asked ? QStringLiteral("08:%1").arg(dice_.integer(10, 55)) : QString();
    case ItemType::Text:
    case ItemType::LongText: return required ? QStringLiteral("Synthetic") : QString();
    case ItemType::ImageLink:
    case ItemType::LesionLink: return required ? QStringLiteral("=NAV") : QString();
    case ItemType::Code:
    case ItemType::MultiCode: break;
    default: return {};
    }
    const CodeListDef* list = study_->definition().codeList(item.codeList);
    if (!asked || !list || list->codes.isEmpty() || list->codes[0].code == u"*")
        return {};
    for (const UsualCode& usual : kUsualCodes)
        if (item.codeList == QLatin1StringView(usual.list))
            return QString::fromLatin1(usual.code);
    for (const CodeDef& code : list->codes)
        if (code.code == u"NONE" || code.code == u"N")
            return code.code;
    return list->codes[0].code;
}

/// A plain answer that does not fit the others is taken back; what was wanted stays.
void FormFiller::takeBackFaults(FormState& state, const QSet<ItemPath>& own, PlannedForm& out) {
    QHash<ItemPath, int> numbers;
    for (const FormProblem& problem : state.problems()) {
        if (problem.kind == ProblemKind::Required || problem.path.item.isEmpty() ||
            own.contains(problem.path))
            continue;
        const ItemState now = state.item(problem.path);
        if (now.calculated || !now.value)
            continue;
        if (!state.setValue(problem.path, std::nullopt))
            continue;
        const QString item = problem.path.item;
        out.answers.removeIf(
            [&](const Answer& one) { return one.item == item && one.group == problem.path.group; });
    }
}

void FormFiller::remember(const Wanted& wanted, const FormState& state) {
    if (wanted.visit.isEmpty()) {
        record_.subjectForms.append(state.data());
        return;
    }
    qsizetype at = record_.indexOf(wanted.visit, wanted.repeat);
    if (at < 0) {
        record_.visits.append({wanted.visit, wanted.repeat, wanted.date, QStringLiteral("done"), {}});
        at = record_.visits.size() - 1;
    }
    record_.visits[at].forms.append(state.data());
}

} // namespace casebook::demo
