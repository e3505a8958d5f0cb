// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/FindingList.h"

#include "widgets/theme/IconEngine.h"
#include "widgets/theme/ImageColors.h"
#include "widgets/theme/Theme.h"

#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 66;
constexpr int cropSide = 48;

QString typeText(const QByteArray& type) {
    if (type == "solid")
        return FindingList::tr("solid");
    if (type == "part_solid")
        return FindingList::tr("part-solid");
    if (type == "ground_glass")
        return FindingList::tr("ground glass");
    if (type == "calcified")
        return FindingList::tr("calcified");
    return type == "cystic" ? FindingList::tr("cystic") : QString();
}

QRgb colorOf(const FindingView& f) {
    if (f.own)
        return f.state == MarkState::Withdrawn ? imageColors::rejected : imageColors::reader;
    switch (f.state) {
    case MarkState::Accepted: return imageColors::accepted;
    case MarkState::Deferred: return imageColors::deferred;
    case MarkState::Rejected:
    case MarkState::Withdrawn: return imageColors::rejected;
    case MarkState::Open: break;
    }
    return imageColors::ai;
}

/// The same shapes as in the image: dashed ring with its number, solid with a check, dotted with a cross, square.
class FindingDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {200, rowHeight};
    }

    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const auto f = index.data(FindingModel::ViewRole).value<FindingView>();
        const Tokens& t = theme::tokens(option.widget);
        const QRect r = option.rect;
        p->save();
        if (option.state & QStyle::State_Selected) {
            p->fillRect(r, QColor::fromRgb(t.accentSoft));
            p->fillRect(QRect(r.left(), r.top(), 3, r.height()), QColor::fromRgb(t.accent));
        }
        p->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), QColor::fromRgb(t.line));
        paintMark(p, f, QPointF(r.left() + 27, r.center().y() + 0.5));
        const QRect crop(r.left() + 50, r.center().y() - cropSide / 2, cropSide, cropSide);
        if (f.crop.isNull())
            p->fillRect(crop, QColor::fromRgb(t.sunken));
        else
            p->drawImage(crop, f.crop);
        paintWords(p, f, t,
                   QRect(crop.right() + 11, r.top(), r.right() - crop.right() - 11 - 14, r.height()));
        p->restore();
    }

private:
    static void paintMark(QPainter* p, const FindingView& f, QPointF at) {
        p->setRenderHint(QPainter::Antialiasing);
        const QColor color = QColor::fromRgb(colorOf(f));
        QPen pen(color, 1.6);
        const bool square = f.own || f.state == MarkState::Deferred;
        if (!f.own && f.state == MarkState::Open)
            pen.setDashPattern({3, 2});
        else if (f.state == MarkState::Rejected || f.state == MarkState::Withdrawn)
            pen.setDashPattern({1, 2});
        p->setPen(pen);
        p->setBrush(Qt::NoBrush);
        if (square)
            p->drawRoundedRect(QRectF(at.x() - 10, at.y() - 10, 20, 20), 3, 3);
        else
            p->drawEllipse(at, 10.5, 10.5);
        p->setPen(color);
        p->setFont(theme::numberFont(FontRole::Note));
        const QString sign = f.own                            ? u"+"_s
                             : f.state == MarkState::Deferred ? u"?"_s
                             : f.state == MarkState::Accepted ? QString()
                             : f.state == MarkState::Rejected ? u"×"_s
                                                              : QString::number(f.number);
        if (!sign.isEmpty())
            p->drawText(QRectF(at.x() - 12, at.y() - 10, 24, 20), Qt::AlignCenter, sign);
        else
            paintIcon(p, QRect(int(at.x()) - 7, int(at.y()) - 7, 14, 14), u"check-lg"_s, color, 12);
    }

    static void paintWords(QPainter* p, const FindingView& f, const Tokens& t, const QRect& r) {
        const QRect upper(r.left(), r.top() + 12, r.width(), 21),
            lower(r.left(), r.top() + 33, r.width(), 21);
        const QString state = FindingModel::stateText(f);
        QString first = state.section(u'\n', 0, 0);
        const QString second = state.section(u'\n', 1);
        p->setFont(theme::font(FontRole::Table));
        const int stateWidth =
            std::max(p->fontMetrics().horizontalAdvance(first), p->fontMetrics().horizontalAdvance(second));
        const bool decided = f.state != MarkState::Open && !f.own;
        p->setPen(decided && f.state != MarkState::Rejected ? QColor::fromRgb(colorOf(f))
                                                            : QColor::fromRgb(t.text2));
        p->drawText(upper, Qt::AlignRight | Qt::AlignVCenter, first);
        p->setFont(theme::numberFont(FontRole::Table));
        p->drawText(lower, Qt::AlignRight | Qt::AlignVCenter, second);
        QFont strong = theme::font(FontRole::Table);
        strong.setWeight(QFont::DemiBold);
        p->setFont(strong);
        p->setPen(QColor::fromRgb(f.state == MarkState::Withdrawn ? t.text3 : t.text));
        const int room = r.width() - stateWidth - 8;
        p->drawText(QRect(upper.left(), upper.top(), room, upper.height()), Qt::AlignLeft | Qt::AlignVCenter,
                    p->fontMetrics().elidedText(FindingModel::titleText(f), Qt::ElideRight, room));
        p->setFont(theme::numberFont(FontRole::Table));
        p->setPen(QColor::fromRgb(t.text2));
        p->drawText(QRect(lower.left(), lower.top(), room, lower.height()), Qt::AlignLeft | Qt::AlignVCenter,
                    p->fontMetrics().elidedText(FindingModel::sizeText(f), Qt::ElideRight, room));
    }
};

} // namespace

QString FindingModel::titleText(const FindingView& f) {
    const QString type = typeText(f.type);
    const QString place = !f.place.isEmpty() ? f.place
                          : f.own            ? tr("Own finding")
                                             : tr("Mark %1").arg(f.number);
    return type.isEmpty() ? place : tr("%1, %2", "place, density").arg(place, type);
}

QString FindingModel::sizeText(const FindingView& f) {
    const QLocale locale;
    QStringList parts;
    if (f.size.long_mm && f.size.short_mm)
        parts << tr("%1 × %2 mm")
                     .arg(locale.toString(*f.size.long_mm, 'f', 1),
                          locale.toString(*f.size.short_mm, 'f', 1));
    else if (const auto one = f.size.mean_mm ? f.size.mean_mm : f.size.long_mm)
        parts << tr("%1 mm").arg(locale.toString(*one, 'f', 1));
    if (f.size.volume_mm3)
        parts << tr("%1 mm³").arg(locale.toString(*f.size.volume_mm3, 'f', 0));
    return parts.isEmpty() ? tr("not measured") : parts.join(u"  "_s);
}

QString FindingModel::stateText(const FindingView& f) {
    switch (f.state) {
    case MarkState::Open: break;
    case MarkState::Rejected:
        return (f.reason.isEmpty() ? markStateText(f.state) : rejectReasonText(f.reason)) + u'\n' +
               f.decidedAt;
    case MarkState::Accepted:
        if (f.own)
            return tr("own") + u'\n' + f.decidedAt;
        return (f.edited ? tr("changed") : markStateText(f.state)) + u'\n' + f.decidedAt;
    case MarkState::Deferred:
    case MarkState::Withdrawn: return markStateText(f.state) + u'\n' + f.decidedAt;
    }
    if (f.score)
        return tr("score") + u'\n' + QLocale().toString(*f.score, 'f', 2);
    return tr("open") + u'\n';
}

void FindingModel::setFindings(const QList<FindingView>& findings) {
    const bool same = findings.size() == findings_.size() &&
                      std::equal(findings.begin(), findings.end(), findings_.begin(),
                                 [](const FindingView& a, const FindingView& b) { return a.id == b.id; });
    QList<FindingView> fresh = findings;
    for (FindingView& f : fresh) // a crop that came before stays
        if (const int row = rowOf(f.id); row >= 0 && f.crop.isNull())
            f.crop = findings_[row].crop;
    if (!same)
        beginResetModel();
    findings_ = fresh;
    if (!same)
        endResetModel();
    else if (!findings_.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(findings_.size()) - 1));
}

int FindingModel::rowOf(const Uuid& id) const {
    for (int i = 0; i < int(findings_.size()); ++i)
        if (findings_[i].id == id)
            return i;
    return -1;
}

void FindingModel::setCrop(const Uuid& id, const QImage& crop) {
    const int row = rowOf(id);
    if (row < 0)
        return;
    findings_[row].crop = crop;
    Q_EMIT dataChanged(index(row), index(row));
}

int FindingModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(findings_.size());
}

QVariant FindingModel::data(const QModelIndex& at, int role) const {
    if (!at.isValid() || at.row() >= findings_.size())
        return {};
    const FindingView& f = findings_[at.row()];
    switch (role) {
    case ViewRole: return QVariant::fromValue(f);
    case Qt::DisplayRole: return titleText(f);
    case Qt::AccessibleTextRole:
        return QStringList{tr("Finding %1").arg(f.number), titleText(f), sizeText(f),
                           stateText(f).simplified()}
            .join(u", "_s);
    default: return {};
    }
}

void FindingModel::retranslate() {
    if (!findings_.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(findings_.size()) - 1));
}

FindingList::FindingList(QWidget* parent) : QListView(parent), model_(new FindingModel(this)) {
    setModel(model_);
    setItemDelegate(new FindingDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection); // no decision on several at once
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Findings"));
}

void FindingList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT chosen(current.row());
}

} // namespace casebook
