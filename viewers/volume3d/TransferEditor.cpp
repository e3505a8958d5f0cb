// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/volume3d/TransferEditorPrivate.h"

#include <QAccessible>
#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace casebook {

using raycast::TransferFunction;
using raycast::TransferPoint;

namespace {

constexpr double kNarrowest_hu = 64;
constexpr std::size_t kMostSteps = 200;
constexpr double kDimmed = 0.4;    ///< a disabled editor

QString pointText(double hu, double opacity) {
    const double percent = opacity * 100;
    const bool isWhole = std::abs(percent - std::round(percent)) < 0.05;
    return casebook::TransferEditor::tr("HU %1 · %2 % per mm")
        .arg(numberText(hu, 0), numberText(percent, isWhole ? 0 : 1));
}

} // namespace

void TransferEditor::Private::keep(const TransferFunction& old) {
    done.push_back(old);
    undone.clear();
    if (done.size() > kMostSteps)
        done.erase(done.begin());
}

TransferEditor::TransferEditor(const ViewColors& colors, QWidget* parent)
    : QWidget(parent), d_(std::make_unique<Private>()) {
    d_->colors = colors;
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_InputMethodEnabled, false);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setWords();
}

TransferEditor::~TransferEditor() = default;

void TransferEditor::setWords() {
    setAccessibleName(tr("Opacity and colour by HU"));
    setAccessibleDescription(
        tr("Tab chooses a point, the arrow keys move it, Insert adds one, Delete removes it and "
           "Return asks for its colour."));
}

void TransferEditor::setColors(const ViewColors& colors) {
    if (colors == d_->colors)
        return;
    d_->colors = colors;
    update();
}

void TransferEditor::setHistogram(const Histogram& histogram) {
    d_->histogram = histogram;
    update();
}

void TransferEditor::setPreset(const TransferFunction& preset) {
    d_->gesture = Gesture::None;
    d_->preset = d_->shown = transferCurve::tidied(preset);
    d_->done.clear();
    d_->undone.clear();
    d_->selected = d_->hovered = -1;
    d_->refusal.clear();
    update();
}

void TransferEditor::setTransfer(const TransferFunction& transfer) {
    if (d_->preset.empty())
        return setPreset(transfer);
    const TransferFunction tidy = transferCurve::tidied(transfer);
    if (tidy == d_->shown)
        return;
    d_->keep(d_->gesture == Gesture::None ? d_->shown : d_->before);
    d_->gesture = Gesture::None;
    d_->shown = tidy;
    d_->selected = d_->hovered = -1;
    d_->refusal.clear();
    update();
}

const TransferFunction& TransferEditor::transfer() const { return d_->shown; }
bool TransferEditor::canUndo() const { return !d_->done.empty(); }
bool TransferEditor::canRedo() const { return !d_->undone.empty(); }
int TransferEditor::selected() const { return d_->selected; }

QPointF TransferEditor::placeOf(int index) const {
    if (!d_->has(index) || d_->point(index).hu < d_->low_hu || d_->point(index).hu > d_->high_hu)
        return {};
    return d_->plot(*this).placeOf(d_->point(index));
}

void TransferEditor::setColor(int index, quint32 rgb) {
    if (!d_->has(index))
        return;
    finish();
    TransferFunction changed = d_->shown;
    changed[std::size_t(index)].color = rgb & 0xFFFFFFU;
    replace(changed, d_->selected);
}

void TransferEditor::reset() {
    finish();
    replace(d_->preset, -1);
}

void TransferEditor::undo() { step(true); }
void TransferEditor::redo() { step(false); }

void TransferEditor::step(bool back) {
    finish();
    auto& from = back ? d_->done : d_->undone;
    auto& to = back ? d_->undone : d_->done;
    if (from.empty())
        return;
    to.push_back(d_->shown);
    d_->shown = from.back();
    from.pop_back();
    select(std::min(d_->selected, int(d_->shown.size()) - 1));
    d_->hovered = -1;
    Q_EMIT edited(d_->shown);
    Q_EMIT committed(d_->shown);
}

void TransferEditor::replace(const TransferFunction& transfer, int selected) {
    if (transfer == d_->shown)
        return;
    d_->keep(d_->shown);
    d_->shown = transfer;
    d_->hovered = -1;
    select(selected);
    Q_EMIT edited(d_->shown);
    Q_EMIT committed(d_->shown);
}

void TransferEditor::begin(Gesture gesture) {
    if (d_->gesture == gesture)
        return;
    finish();
    d_->gesture = gesture;
    d_->before = d_->shown;
    d_->hasMoved = false;
}

void TransferEditor::changeTo(const TransferFunction& transfer) {
    if (transfer == d_->shown)
        return;
    d_->shown = transfer;
    update();
    Q_EMIT edited(d_->shown);
}

void TransferEditor::finish() {
    if (d_->gesture == Gesture::None)
        return;
    d_->gesture = Gesture::None;
    update();
    if (d_->shown == d_->before)
        return;
    d_->keep(d_->before);
    Q_EMIT committed(d_->shown);
}

void TransferEditor::takeBack() {
    if (d_->gesture == Gesture::None)
        return;
    d_->gesture = Gesture::None;
    changeTo(d_->before);
    update();
}

void TransferEditor::select(int index) {
    d_->selected = index;
    d_->refusal.clear();
    if (d_->has(index)) {
        const double hu = d_->point(index).hu, span = d_->high_hu - d_->low_hu;
        if (hu < d_->low_hu || hu > d_->high_hu)
            showHu(hu - span / 2, hu + span / 2);
        if (hasFocus())
            announce();
    }
    update();
}

/// Says the chosen point to those who can't see it.
void TransferEditor::announce() {
    if (!QAccessible::isActive() || !d_->has(d_->selected))
        return;
    QAccessibleAnnouncementEvent words(
        this, pointText(d_->point(d_->selected).hu, d_->point(d_->selected).opacity));
    QAccessible::updateAccessibility(&words);
}

void TransferEditor::refuse(const QString& why) {
    d_->refusal = why;
    update();
}

void TransferEditor::remove(int index) {
    if (!d_->has(index))
        return;
    finish();
    if (d_->shown.size() <= transferCurve::kFewest)
        return refuse(tr("A curve keeps at least two points."));
    TransferFunction fewer = d_->shown;
    fewer.erase(fewer.begin() + index);
    replace(fewer, std::min(index, int(fewer.size()) - 1));
}

void TransferEditor::nudge(double hu, double opacity) {
    if (!d_->has(d_->selected))
        return;
    begin(Gesture::Nudge);
    TransferFunction changed = d_->shown;
    TransferPoint& p = changed[std::size_t(d_->selected)];
    p = transferCurve::moved(d_->shown, std::size_t(d_->selected), p.hu + hu, p.opacity + opacity);
    changeTo(changed);
    select(d_->selected);
}

void TransferEditor::zoom(double factor, double around_hu) {
    const double whole = transferCurve::kHighest_hu - transferCurve::kLowest_hu;
    const double span = d_->high_hu - d_->low_hu, wanted = std::clamp(span / factor, kNarrowest_hu, whole);
    const double low = around_hu - (around_hu - d_->low_hu) * wanted / span;
    showHu(low, low + wanted);
}

/// A part of the HU axis, moved inside its ends.
void TransferEditor::showHu(double low_hu, double high_hu) {
    const double span = high_hu - low_hu;
    d_->low_hu = std::clamp(low_hu, transferCurve::kLowest_hu, transferCurve::kHighest_hu - span);
    d_->high_hu = d_->low_hu + span;
    if (d_->mouse)
        hover(*d_->mouse);
    update();
}

void TransferEditor::hover(QPointF at) {
    d_->mouse = at;
    const TransferPlot plot = d_->plot(*this);
    d_->hovered = d_->pointAt(plot, at);
    setCursor(d_->hovered >= 0 ? Qt::SizeAllCursor : Qt::ArrowCursor);
    update();
}

QString TransferEditor::statusText() const {
    if (!d_->refusal.isEmpty())
        return d_->refusal;
    const auto ofPoint = [&](int index) { return pointText(d_->point(index).hu, d_->point(index).opacity); };
    if (d_->gesture != Gesture::None && d_->has(d_->selected))
        return ofPoint(d_->selected);
    if (d_->has(d_->hovered))
        return ofPoint(d_->hovered);
    const TransferPlot plot = d_->plot(*this);
    if (d_->mouse && plot.area.united(plot.strip).contains(*d_->mouse)) {
        const double hu = std::round(plot.huAt(d_->mouse->x()));
        return pointText(hu, transferCurve::opacityAt(d_->shown, hu));
    }
    if (hasFocus() && d_->has(d_->selected))
        return ofPoint(d_->selected);
    return tr("Double click on the curve adds a point.");
}

void TransferEditor::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ViewColors& colors = d_->colors;
    const QFont font = paneFont(this->font());
    const TransferPlot plot = d_->plot(*this);
    painter.fillRect(rect(), colors.background);
    painter.setOpacity(isEnabled() ? 1 : kDimmed);
    paintAxes(painter, plot, colors, font);
    paintHistogram(painter, plot, d_->histogram, colors);
    paintStrip(painter, plot, d_->shown, colors);
    paintCurve(painter, plot, d_->shown, colors);
    paintHandles(painter, plot, d_->shown, {d_->selected, d_->hovered}, colors);
    const QRectF words(plot.area.left(), 0, plot.area.width(), TransferPlot::wordsHeight(font) + 2);
    const QString title = tr("% per mm", "title of the opacity axis"), status = statusText();
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const double titleEnd = 8 + metrics.horizontalAdvance(title);
    if (titleEnd + 12 < words.right() - metrics.horizontalAdvance(status)) {
        painter.setPen(colors.text2);
        painter.drawText(QRectF(8, 0, words.width(), words.height()),
                         Qt::AlignLeft | Qt::AlignBottom | Qt::TextSingleLine, title);
    }
    painter.setPen(d_->refusal.isEmpty() ? colors.text : colors.warn);
    painter.drawText(words, Qt::AlignRight | Qt::AlignBottom | Qt::TextSingleLine, status);
    if (hasFocus())
        paintActiveFrame(painter, size(), colors);
}

} // namespace casebook
