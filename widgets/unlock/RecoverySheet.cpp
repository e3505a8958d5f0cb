// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/unlock/RecoverySheet.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextOption>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(casebook::RecoverySheet)
};

constexpr double inch_mm = 25.4;
constexpr double margin_mm = 15;
constexpr double lineGap_mm = 1;
constexpr double page_mm = 297; // the tallest that a line may become
constexpr int columns = 3;

QFont written(double points) {
    QFont font(u"DejaVu Sans"_s);
    font.setPointSizeF(points);
    return font;
}

/// Lines from the top of a page downwards.
class Pen {
public:
    Pen(QPainter& painter, double dot_mm) : painter_(painter), dot_mm_(dot_mm), y_mm_(margin_mm) {}
    void line(const QString& text, double points, double height_mm) {
        painter_.setFont(written(points));
        const double width_mm = painter_.device()->width() / dot_mm_ - 2 * margin_mm;
        QTextOption option(Qt::AlignLeft);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere); // a folder's long name has no spaces
        const QRectF needed = painter_.boundingRect(box(margin_mm, width_mm, page_mm), text, option);
        const double used_mm = std::max(height_mm, needed.height() / dot_mm_ + lineGap_mm);
        painter_.drawText(box(margin_mm, width_mm, used_mm), text, option);
        y_mm_ += used_mm;
    }
    void groups(const QStringList& groups) {
        constexpr double width_mm = 55, height_mm = 14, number_mm = 9;
        for (int n = 0; n < groups.size(); ++n) {
            const double x = margin_mm + (n % columns) * width_mm;
            painter_.setFont(written(8));
            painter_.drawText(box(x, number_mm, height_mm), Qt::AlignLeft | Qt::AlignVCenter,
                              QString::number(n + 1));
            QFont word = written(18);
            word.setFamilies({u"DejaVu Sans Mono"_s});
            painter_.setFont(word);
            painter_.drawText(box(x + number_mm, width_mm - number_mm, height_mm),
                              Qt::AlignLeft | Qt::AlignVCenter, groups.at(n));
            if (n % columns == columns - 1 || n == groups.size() - 1)
                y_mm_ += height_mm;
        }
    }
    void gap(double mm) { y_mm_ += mm; }

private:
    [[nodiscard]] QRectF box(double x_mm, double width_mm, double height_mm) const {
        return {x_mm * dot_mm_, y_mm_ * dot_mm_, width_mm * dot_mm_, height_mm * dot_mm_};
    }
    QPainter& painter_;
    double dot_mm_, y_mm_;
};

} // namespace

Result<> drawRecoverySheet(QPaintDevice& device, const RecoverySheet& sheet, const QStringList& groups) {
    QPainter painter;
    if (!painter.begin(&device))
        return fail(ErrorKind::System, "cannot-print");
    painter.setPen(Qt::black);
    Pen pen(painter, device.logicalDpiX() / inch_mm);
    pen.line(Words::tr("Recovery words of a Casebook study"), 18, 14);
    pen.line(Words::tr("Folder: %1").arg(sheet.folder), 10, 6);
    if (!sheet.number.isEmpty())
        pen.line(Words::tr("Study number: %1").arg(sheet.number), 10, 6);
    pen.line(Words::tr("Date: %1").arg(sheet.made.toString(Qt::ISODate)), 10, 6);
    pen.gap(8);
    pen.groups(groups);
    pen.gap(8);
    pen.line(Words::tr("They open the study when the passphrase is lost, for whoever holds this sheet. "
                       "Keep it locked away, apart from the computer."),
             10, 16);
    return painter.end() ? Result<>() : fail(ErrorKind::System, "cannot-print");
}

} // namespace casebook
