// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/subjects/SeriesDelegate.h"

#include "core/values/DicomWords.h"
#include "core/values/Messages.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Thumbnail.h"
#include "widgets/subjects/SubjectPreview.h"
#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QLocale>
#include <QPainter>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int margin = 18;
constexpr int thumb = 48;
constexpr int rowHeight = 66;
constexpr int headHeight = 36;
} // namespace

QString SeriesDelegate::note(const SeriesView& series) {
    QStringList parts{series.modality};
    if (series.kind == "image" || series.kind == "multi-frame")
        parts << tr("%n slice(s)", nullptr, series.images);
    if (series.thickness_mm > 0)
        parts << tr("%1 mm").arg(QLocale().toString(series.thickness_mm, 'g', 4));
    if (!series.kernel.isEmpty())
        parts << severalWords(series.kernel);
    if (series.keyImages > 0)
        parts << QStringLiteral("★ ") + tr("%n key image(s)", nullptr, series.keyImages);
    return parts.join(tr(", ", "between parts of a list"));
}

/// "Month 3 · CT chest".
static QString headWords(const ExamView& exam) {
    const QString words = exam.description.isEmpty() ? SeriesDelegate::tr("Exam") : exam.description;
    return exam.visit.isEmpty() ? words : exam.visit + QStringLiteral(" · ") + words;
}

QString SeriesDelegate::toolTip(const SeriesView& series) {
    QStringList lines;
    for (const QByteArray& code : series.warnings)
        lines << warningText(code);
    lines += series.overlays;
    if (series.kind == "sr" || series.kind == "presentation")
        lines << tr("Read it on the subject's page, under Reports.");
    else if (!series.opens)
        lines << tr("Kept and listed; no page of this version shows it.");
    return lines.join(u'\n');
}

QSize SeriesDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    const auto* model = static_cast<const SeriesListModel*>(index.model());
    return {200, model->at(index.row()).head ? headHeight : rowHeight};
}

void SeriesDelegate::paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = theme::tokens(option.widget);
    const auto& row = static_cast<const SeriesListModel*>(index.model())->at(index.row());
    const QRect r = option.rect;
    p->save();
    if (row.head) {
        const QString date = row.exam.date.isEmpty() ? tr("no date") : row.exam.date;
        p->setFont(theme::font(FontRole::ColumnHead));
        p->setPen(QColor::fromRgb(t.text));
        const QRect line = r.adjusted(margin, 10, -margin, 0);
        p->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                    p->fontMetrics().elidedText(headWords(row.exam), Qt::ElideRight, line.width() - 90));
        p->setFont(theme::numberFont(FontRole::Note));
        p->setPen(QColor::fromRgb(t.text2));
        p->drawText(line, Qt::AlignRight | Qt::AlignVCenter, date);
        p->restore();
        return;
    }
    const SeriesView& s = row.series;
    const bool selected = option.state & QStyle::State_Selected;
    if (selected) {
        p->fillRect(r, QColor::fromRgb(t.accentSoft));
        p->fillRect(QRect(r.left(), r.top(), 3, r.height()), QColor::fromRgb(t.accent));
    } else if (option.state & QStyle::State_MouseOver) {
        p->fillRect(r, QColor::fromRgb(t.base));
    }
    p->fillRect(QRect(r.left() + margin, r.bottom(), r.width() - 2 * margin, 1), QColor::fromRgb(t.line));
    paintThumbnail(p, QRect(r.left() + margin, r.top() + (rowHeight - thumb) / 2, thumb, thumb), s.thumbnail,
                   t);

    int right = r.right() - margin;
    if (!s.overlays.isEmpty()) {
        const QString words = QLocale().toString(s.overlays.size());
        right -= Chip::size(words, u"layers"_s).width();
        Chip::paint(p, QPoint(right, r.center().y()), words, u"layers"_s, Tone::Accent, t);
        right -= 6;
    }
    if (!s.warnings.isEmpty()) {
        const QString words = QLocale().toString(s.warnings.size());
        right -= Chip::size(words, u"exclamation-triangle-fill"_s).width();
        Chip::paint(p, QPoint(right, r.center().y()), words, u"exclamation-triangle-fill"_s, Tone::Warn, t);
        right -= 6;
    }
    const int x = r.left() + margin + thumb + 12;
    QFont head = theme::font(FontRole::Table);
    head.setWeight(QFont::DemiBold);
    p->setFont(head);
    p->setPen(QColor::fromRgb(s.opens ? t.text : t.text3));
    const QString title = s.description.isEmpty() ? tr("Series %1").arg(s.number) : s.description;
    p->drawText(QRect(x, r.top(), right - x, rowHeight / 2 + 1), Qt::AlignLeft | Qt::AlignBottom,
                p->fontMetrics().elidedText(title, Qt::ElideRight, right - x));
    p->setFont(theme::font(FontRole::Note));
    p->setPen(QColor::fromRgb(s.opens ? t.text2 : t.text3));
    p->drawText(QRect(x, r.top() + rowHeight / 2 + 2, right - x, rowHeight / 2), Qt::AlignLeft | Qt::AlignTop,
                p->fontMetrics().elidedText(note(s), Qt::ElideRight, right - x));
    p->restore();
}

} // namespace casebook
