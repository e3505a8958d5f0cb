// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/CasebookStyle.h"

#include "widgets/theme/IconEngine.h"
#include "widgets/theme/Theme.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QStyleFactory>
#include <QStyleOption>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int controlRadius = 5;
constexpr int markRadius = 3;
constexpr int fieldHeight = 32;

QColor rgb(QRgb value) { return QColor::fromRgb(value); }

/// Rounded box whose 1 px border lies inside the rectangle.
void box(QPainter* p, const QRectF& rect, double radius, const QColor& fill, const QColor& edge) {
    p->setRenderHint(QPainter::Antialiasing);
    p->setPen(edge.isValid() ? QPen(edge, 1) : QPen(Qt::NoPen));
    p->setBrush(fill);
    p->drawRoundedRect(edge.isValid() ? rect.adjusted(0.5, 0.5, -0.5, -0.5) : rect, radius, radius);
}

/// Field: edge border; after a check, border and a 3 px bar at the left in the check's mark colour.
/// "look" sunken: calculated or locked; plain: no box. "check" changed: dashed, after a signature.
void drawField(QPainter* p, const QStyleOption* option, const QWidget* widget) {
    const Tokens& t = theme::tokens(widget);
    const QString check = widget ? widget->property("check").toString() : QString();
    const QString look = widget ? widget->property("look").toString() : QString();
    if (look == "plain"_L1)
        return;
    const bool sunken = look == "sunken"_L1 || !(option->state & QStyle::State_Enabled);
    QColor edge = rgb(sunken ? t.line : t.edge);
    if (check == "hard"_L1 || check == "changed"_L1)
        edge = rgb(t.markBad);
    else if (check == "soft"_L1)
        edge = rgb(t.markWarn);
    else if (check == "query"_L1)
        edge = rgb(t.markQuery);
    p->save();
    box(p, option->rect, controlRadius, rgb(sunken ? t.sunken : t.base),
        check == "changed"_L1 ? QColor() : edge);
    if (check == "changed"_L1) {
        QPen pen(edge, 1);
        pen.setDashPattern({3, 2});
        p->setPen(pen);
        p->setBrush(Qt::NoBrush);
        p->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), controlRadius, controlRadius);
    } else if (!check.isEmpty()) {
        QPainterPath clip;
        clip.addRoundedRect(option->rect, controlRadius, controlRadius);
        p->setClipPath(clip);
        p->fillRect(QRect(option->rect.topLeft(), QSize(3, option->rect.height())), edge);
    }
    p->restore();
}

void drawCheckMark(QPainter* p, const QStyleOption* option, const QWidget* widget) {
    const Tokens& t = theme::tokens(widget);
    const bool on = option->state & (QStyle::State_On | QStyle::State_NoChange);
    QRect r(0, 0, 14, 14);
    r.moveCenter(option->rect.center());
    p->save();
    box(p, r, markRadius, rgb(on ? t.accentFill : t.base), rgb(on ? t.accentFill : t.edge));
    if (on) {
        p->setPen(QPen(rgb(t.onAccent), 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        p->setBrush(Qt::NoBrush);
        if (option->state & QStyle::State_NoChange)
            p->drawLine(QPointF(r.x() + 4, r.y() + 7), QPointF(r.x() + 10, r.y() + 7));
        else
            p->drawPolyline(QPolygonF(
                {{r.x() + 3.5, r.y() + 7.2}, {r.x() + 6.0, r.y() + 9.8}, {r.x() + 10.5, r.y() + 4.6}}));
    }
    p->restore();
}

void drawRadioMark(QPainter* p, const QStyleOption* option, const QWidget* widget) {
    const Tokens& t = theme::tokens(widget);
    const bool on = option->state & QStyle::State_On;
    QRectF r(0, 0, 14, 14);
    r.moveCenter(QRectF(option->rect).center());
    p->save();
    box(p, r, 7, rgb(on ? t.accentFill : t.base), rgb(on ? t.accentFill : t.edge));
    if (on)
        box(p, r.adjusted(4, 4, -4, -4), 3, rgb(t.onAccent), {});
    p->restore();
}

void drawRing(QPainter* p, const QStyleOption* option, const QWidget* widget) {
    p->save();
    p->setRenderHint(QPainter::Antialiasing);
    p->setBrush(Qt::NoBrush);
    p->setPen(QPen(rgb(theme::tokens(widget).accent), 2));
    p->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), controlRadius + 2, controlRadius + 2);
    p->restore();
}

void drawScrollBar(QPainter* p, const QStyleOptionSlider* option, const QRect& handle,
                   const QWidget* widget) {
    const Tokens& t = theme::tokens(widget);
    if (option->minimum >= option->maximum)
        return;
    const bool hot = option->state & QStyle::State_MouseOver;
    QColor fill = rgb(t.edge);
    fill.setAlphaF(hot ? 0.85F : 0.5F);
    p->save();
    const QRectF bar = QRectF(handle).adjusted(2, 2, -2, -2);
    box(p, bar, std::min(bar.width(), bar.height()) / 2, fill, {});
    p->restore();
}

void drawSlider(QPainter* p, const QStyleOptionSlider* option, const QRect& groove, const QRect& handle,
                const QWidget* widget) {
    const Tokens& t = theme::tokens(widget);
    const bool enabled = option->state & QStyle::State_Enabled;
    p->save();
    QRectF track(groove.x(), groove.center().y() - 1.5, groove.width(), 4);
    box(p, track, 2, rgb(t.line), {});
    track.setRight(handle.center().x());
    box(p, track, 2, rgb(enabled ? t.accentFill : t.edge), {});
    QRectF knob(0, 0, 14, 14);
    knob.moveCenter(QRectF(handle).center());
    box(p, knob, 7, rgb(t.base), rgb(enabled ? t.accent : t.edge));
    p->restore();
}

void drawCombo(QPainter* p, const QStyleOptionComboBox* option, const QWidget* widget) {
    drawField(p, option, widget);
    const QRect arrow(option->rect.right() - 26, option->rect.top(), 20, option->rect.height());
    paintIcon(p, arrow, u"chevron-down"_s, rgb(theme::tokens(widget).text2), 12);
}

} // namespace

CasebookStyle::CasebookStyle() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) {}

void CasebookStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
    switch (element) {
    case PE_PanelLineEdit:
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
            frame && frame->lineWidth > 0)
            drawField(painter, option, widget);
        return;
    case PE_FrameLineEdit:
    case PE_FrameFocusRect: // FocusRing draws it
    case PE_IndicatorDockWidgetResizeHandle: return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheckMark(painter, option, widget); return;
    case PE_IndicatorRadioButton: drawRadioMark(painter, option, widget); return;
    case PE_IndicatorHeaderArrow: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        const bool up = header && header->sortIndicator == QStyleOptionHeader::SortUp;
        paintIcon(painter, option->rect, up ? u"caret-down-fill"_s : u"caret-up-fill"_s,
                  rgb(theme::tokens(widget).accent), 10);
        return;
    }
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void CasebookStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
    switch (element) {
    case CE_FocusFrame: drawRing(painter, option, widget); return;
    case CE_Splitter: {
        const QRect r = option->rect;
        const bool wide = r.width() > r.height();
        painter->fillRect(wide ? QRect(r.x(), r.center().y(), r.width(), 1)
                               : QRect(r.center().x(), r.y(), 1, r.height()),
                          rgb(theme::tokens(widget).line));
        return;
    }
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void CasebookStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                       QPainter* painter, const QWidget* widget) const {
    if (control == CC_ScrollBar)
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return drawScrollBar(
                painter, bar, proxy()->subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget), widget);
    if (control == CC_Slider)
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return drawSlider(painter, slider,
                              proxy()->subControlRect(CC_Slider, slider, SC_SliderGroove, widget),
                              proxy()->subControlRect(CC_Slider, slider, SC_SliderHandle, widget), widget);
    if (control == CC_ComboBox)
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            return drawCombo(painter, combo, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int CasebookStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent: return 10;
    case PM_ScrollBarSliderMin: return 32;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize: return 16;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 14;
    case PM_SplitterWidth: return 1;
    case PM_LayoutHorizontalSpacing: return 12;
    case PM_LayoutVerticalSpacing: return 8;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin: return 3;
    case PM_ScrollView_ScrollBarOverlap:
    case PM_ScrollView_ScrollBarSpacing: return 0;
    case PM_HeaderMarkSize: return 10;
    case PM_HeaderMargin: return 8;
    case PM_MenuPanelWidth: return 1;
    case PM_SliderThickness:
    case PM_SliderLength:
    case PM_SliderControlThickness: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int CasebookStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                             QStyleHintReturn* data) const {
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_FocusFrame_Mask:
    case SH_ComboBox_Popup:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_UnderlineShortcut: return 0;
    case SH_FocusFrame_AboveWidget: return 1;
    case SH_LineEdit_PasswordCharacter: return 0x2022;
    case SH_ScrollBar_Transient: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize CasebookStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                      const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox)
        result.setHeight(std::max(result.height(), fieldHeight));
    if (type == CT_ComboBox)
        result.rwidth() += 24;
    return result;
}

QRect CasebookStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
                                    const QWidget* widget) const {
    const QRect r = option->rect;
    if (control == CC_ComboBox && sub == SC_ComboBoxEditField)
        return r.adjusted(9, 1, -28, -1);
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (sub == SC_ScrollBarAddLine || sub == SC_ScrollBarSubLine)
            return {}; // no arrow buttons
        if (sub == SC_ScrollBarGroove)
            return r;
        if (bar && (sub == SC_ScrollBarSlider || sub == SC_ScrollBarAddPage || sub == SC_ScrollBarSubPage)) {
            const bool upright = bar->orientation == Qt::Vertical;
            const int length = upright ? r.height() : r.width();
            const double range = double(bar->maximum) - bar->minimum;
            int handle = length;
            if (range > 0)
                handle = std::clamp(int(length * bar->pageStep / (range + bar->pageStep)),
                                    std::min(32, length), length);
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                      length - handle, bar->upsideDown);
            const auto part = [&](int from, int size) {
                return upright ? QRect(r.x(), r.y() + from, r.width(), size)
                               : QRect(r.x() + from, r.y(), size, r.height());
            };
            if (sub == SC_ScrollBarSlider)
                return part(start, handle);
            return sub == SC_ScrollBarSubPage ? part(0, start)
                                              : part(start + handle, length - start - handle);
        }
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

} // namespace casebook
