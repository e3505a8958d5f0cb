// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/imports/ImportTables.h"

#include "widgets/common/CellDelegate.h"

#include <QLocale>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

bool isRight(int column) {
    using Model = ImportedSeriesModel;
    return column == Model::Slices || column == Model::Spacing || column == Model::Matrix ||
           column == Model::Open;
}

} // namespace

int ImportedSeriesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int ImportedSeriesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString ImportedSeriesModel::spacing(const ImportView::Series& s) {
    const auto number = [](double mm) {
        return mm > 0 ? QLocale().toString(mm, 'f', qAbs(mm * 10 - qRound(mm * 10)) < 1e-6 ? 1 : 2) : u"–"_s;
    };
    return s.thickness_mm <= 0 && s.step_mm <= 0
               ? QString()
               : u"%1 / %2"_s.arg(number(s.thickness_mm), number(s.step_mm));
}

QString ImportedSeriesModel::geometry(const ImportView::Series& s) {
    return s.geometryNote.isEmpty() ? geometryWords(s.warnings) : s.geometryNote;
}

QVariant ImportedSeriesModel::data(const QModelIndex& index, int role) const {
    const ImportView::Series& s = rows_.at(index.row());
    const int column = index.column();
    const bool problem = s.problem || (s.geometryNote.isEmpty() && !s.warnings.isEmpty());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: {
        const QString texts[] = {s.subject.isEmpty() ? u"–"_s : s.subject,
                                 s.description,
                                 s.modality,
                                 QLocale().toString(s.slices),
                                 spacing(s),
                                 s.matrix,
                                 geometry(s),
                                 s.opens ? tr("Open") : QString()};
        return texts[column];
    }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isRight(column) ? Qt::AlignRight : Qt::AlignLeft));
    case StrongRole: return column == Subject;
    case NumberRole: return column == Slices || column == Spacing || column == Matrix;
    case LinkRole: return column == Open && s.opens;
    case ToneRole:
        if (column == Geometry)
            return int(problem ? Tone::Warn : Tone::Text2);
        return {};
    case IconRole:
        if (column == Geometry)
            return problem ? u"exclamation-triangle-fill"_s : u"check-lg"_s;
        return {};
    case IconToneRole: return int(problem ? Tone::Warn : Tone::Text2);
    default: return {};
    }
}

QVariant ImportedSeriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (isRight(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString heads[] = {
        tr("Subject"), tr("Series"),   tr("Type"), tr("Slices"), tr("Thickness / step, mm"),
        tr("Matrix"),  tr("Geometry"), QString()};
    return heads[section];
}

int RefusedModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(rows_.size());
}

int RefusedModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RefusedModel::data(const QModelIndex& index, int role) const {
    const ImportView::Refused& r = rows_.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: {
        const QString texts[] = {r.path, QString::fromLatin1(r.code), r.message, refusalAdvice(r.code)};
        return texts[index.column()];
    }
    case Qt::TextAlignmentRole: return int(Qt::AlignVCenter | Qt::AlignLeft);
    case ToneRole: return int(index.column() == Code || index.column() == Advice ? Tone::Text2 : Tone::Text);
    case IconRole: return index.column() == File ? QVariant(u"x-octagon-fill"_s) : QVariant();
    case IconToneRole: return int(Tone::MarkBad);
    default: return {};
    }
}

QVariant RefusedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    const QString heads[] = {tr("File"), tr("Code"), tr("What is wrong"), tr("What to do")};
    return heads[section];
}

} // namespace casebook
