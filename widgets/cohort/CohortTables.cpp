// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cohort/CohortTables.h"

#include "core/stats/Format.h"
#include "widgets/common/CellDelegate.h"

#include <QCoreApplication>

#include <cmath>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(casebook::CohortTables)
};

QString unitOf(const QString& unit) {
    if (unit == u"a")
        return Words::tr("years");
    if (unit == u"mo")
        return Words::tr("months");
    return unit == u"d" ? Words::tr("days") : unit;
}

} // namespace

QString testWords(stats::TestKind kind) {
    using stats::TestKind;
    switch (kind) {
    case TestKind::None: break;
    case TestKind::WelchT: return Words::tr("Welch t");
    case TestKind::WilcoxonNormal: return Words::tr("Wilcoxon");
    case TestKind::WilcoxonExact: return Words::tr("Wilcoxon, exact");
    case TestKind::Anova: return Words::tr("ANOVA");
    case TestKind::KruskalWallis: return Words::tr("Kruskal-Wallis");
    case TestKind::ChiSquare: return Words::tr("chi-square");
    case TestKind::FisherExact: return Words::tr("Fisher, exact");
    case TestKind::FisherDrawn: return Words::tr("Fisher, drawn");
    }
    return {};
}

void TableOneModel::setTable(const stats::TableOne& table) {
    beginResetModel();
    table_ = table;
    endResetModel();
}

void TableOneModel::retranslate() {
    beginResetModel();
    endResetModel();
}

QList<TableOneModel::Part> TableOneModel::parts() const {
    const bool grouped = table_.groups.size() > 1;
    QList<Part> out{Part::Variable, Part::All};
    if (grouped) {
        out += QList<Part>(table_.groups.size(), Part::Group);
        out << Part::P << Part::Test;
        if (table_.groups.size() == 2)
            out << Part::Smd;
    }
    return out << Part::Missing;
}

int TableOneModel::groupAt(int section) const { return section - 2; }

int TableOneModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(table_.rows.size());
}

int TableOneModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(parts().size());
}

QVariant TableOneModel::data(const QModelIndex& index, int role) const {
    const Part part = parts().at(index.column());
    const stats::TableOneRow& row = table_.rows[std::size_t(index.row())];
    const bool level = row.kind == stats::TableOneRow::Kind::Level;
    if (role == Qt::TextAlignmentRole && part != Part::Variable && part != Part::Test)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == NumberRole)
        return part != Part::Variable && part != Part::Test;
    if (role == StrongRole)
        return part == Part::Variable && !level;
    if (role == ToneRole && (part == Part::Test || (part == Part::Missing && row.missing == 0)))
        return int(Tone::Text2);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (part) {
    case Part::Variable: {
        const QString name = row.unit.isEmpty() ? row.label : row.label + u", "_s + unitOf(row.unit);
        return level ? u"      "_s + name : name;
    }
    case Part::All: return stats::cellText(row, row.overall);
    case Part::Group: return stats::cellText(row, row.groups[std::size_t(groupAt(index.column()))]);
    case Part::P: return row.p ? stats::pText(*row.p) : QString();
    case Part::Test: return testWords(row.test);
    case Part::Smd: return row.smd ? stats::decimalText(*row.smd, 2) : QString();
    case Part::Missing: return level ? QString() : QString::number(row.missing);
    }
    return {};
}

QVariant TableOneModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section >= parts().size())
        return {};
    const Part part = parts().at(section);
    if (role == Qt::TextAlignmentRole)
        return int((part == Part::Variable || part == Part::Test ? Qt::AlignLeft : Qt::AlignRight) |
                   Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (part) {
    case Part::Variable: return Words::tr("Variable");
    case Part::All: return Words::tr("All (n = %1)").arg(table_.total);
    case Part::Group: {
        const int g = groupAt(section);
        return Words::tr("%1 (n = %2)").arg(table_.groups[g]).arg(table_.sizes[std::size_t(g)]);
    }
    case Part::P: return u"p"_s;
    case Part::Test: return Words::tr("Test");
    case Part::Smd: return Words::tr("SMD");
    case Part::Missing: return Words::tr("Missing");
    }
    return {};
}

void TextTableModel::setRows(const QStringList& heads, const QList<QStringList>& rows,
                             const QList<int>& numberColumns, bool missing) {
    beginResetModel();
    heads_ = heads;
    rows_ = rows;
    numbers_ = numberColumns;
    missing_ = missing;
    endResetModel();
}

int TextTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(heads_.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
    const QString cell = rows_[index.row()].value(index.column());
    const bool blank = missing_ && cell.isEmpty() && index.column() > 0;
    if (role == Qt::DisplayRole)
        return blank ? Words::tr("not recorded") : cell;
    if (role == ToneRole && blank)
        return int(Tone::Text3);
    if (role == NumberRole)
        return numbers_.contains(index.column());
    if (role == Qt::TextAlignmentRole && numbers_.contains(index.column()))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((numbers_.contains(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(heads_.value(section)) : QVariant();
}

} // namespace casebook
