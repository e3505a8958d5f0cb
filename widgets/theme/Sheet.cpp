// SPDX-License-Identifier: GPL-3.0-or-later
// The one style sheet: what the style and own paint code don't draw.
#include "widgets/theme/Theme.h"

#include <utility>

namespace casebook::theme {

using namespace Qt::StringLiterals;

namespace {

constexpr auto rules = R"(
QLabel { background: transparent; color: @text; }
QLabel[tone="text2"] { color: @text2; }
QLabel[tone="text3"] { color: @text3; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="bad"] { color: @bad; }
QLabel[tone="query"] { color: @query; }
QLineEdit { color: @text; placeholder-text-color: @text3; }
QLineEdit:disabled { color: @text3; }
QLineEdit, QPlainTextEdit, QTextEdit { selection-background-color: @accentFill; selection-color: #FFFFFF; }
QPlainTextEdit, QTextEdit { background: @base; color: @text; border: 1px solid @edge; border-radius: 5px; padding: 4px 7px; }
QPlainTextEdit[check="hard"] { border: 1px solid @markBad; border-left: 3px solid @markBad; }
QPlainTextEdit[check="soft"] { border: 1px solid @markWarn; border-left: 3px solid @markWarn; }
QPlainTextEdit[check="query"] { border: 1px solid @markQuery; border-left: 3px solid @markQuery; }
QPlainTextEdit[check="changed"] { border: 1px dashed @markBad; }
QPlainTextEdit[look="sunken"] { background: @sunken; border-color: @line; }
QPushButton { background: @base; color: @text; border: 1px solid @edge; border-radius: 5px; padding: 6px 12px; }
QPushButton:hover { background: @alt; }
QPushButton:default { background: @accentFill; color: #FFFFFF; border-color: @accentFill; }
QPushButton:default:hover { background: @accentHover; }
QPushButton:disabled { color: @text3; background: @sunken; border-color: @line; }
QMenu { background: @base; color: @text; border: 1px solid @menuLine; border-radius: 7px; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @accentSoft; color: @text; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QToolTip { background: #2B2825; color: #EDE9E3; border: 1px solid #4A453F; padding: 4px 8px; }
QAbstractItemView { background: @base; color: @text; border: none; outline: none; selection-background-color: @accentSoft; selection-color: @text; }
QComboBox QAbstractItemView { border: 1px solid @edge; padding: 4px; }
QListView[pane="true"] { background: @alt; }
QListView[plain="true"] { background: transparent; }
QHeaderView { background: @alt; border: none; }
QTableView[fitted="true"], QTableView[fitted="true"] QHeaderView { background: transparent; }
QTableView QTableCornerButton::section { background: @alt; border: none; }
QTreeView { background: @base; }
QTreeView::item { padding: 6px; border: none; color: @text; }
QTreeView[flat="true"]::item { border-bottom: 1px solid @line; }
QTreeView::item:selected { background: @accentSoft; color: @text; }
QTreeView QHeaderView::section { background: @alt; color: @text2; border: none; border-bottom: 1px solid @line; padding: 0 10px; }
QTabBar { background: transparent; border: none; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @text2; border: none; border-bottom: 2px solid transparent; padding: 10px 12px; }
QTabBar::tab:selected { color: @accent; border-bottom: 2px solid @accent; }
QTabBar::tab:hover:!selected { color: @text; }
QScrollArea { background: transparent; border: none; }
QStatusBar { background: @window; }
)";

QString hex(QRgb rgb) { return QColor::fromRgb(rgb).name(QColor::HexRgb); }

} // namespace

QString sheet(const Tokens& t) {
    const std::pair<QString, QRgb> names[] = {{u"@accentFill"_s, t.accentFill},
                                              {u"@accentHover"_s, t.accentHover},
                                              {u"@accentSoft"_s, t.accentSoft},
                                              {u"@accent"_s, t.accent},
                                              {u"@markBad"_s, t.markBad},
                                              {u"@markWarn"_s, t.markWarn},
                                              {u"@markQuery"_s, t.markQuery},
                                              {u"@menuLine"_s, t.dark ? t.edge : t.line},
                                              {u"@text2"_s, t.text2},
                                              {u"@text3"_s, t.text3},
                                              {u"@text"_s, t.text},
                                              {u"@okSoft"_s, t.okSoft},
                                              {u"@ok"_s, t.ok},
                                              {u"@warn"_s, t.warn},
                                              {u"@bad"_s, t.bad},
                                              {u"@query"_s, t.query},
                                              {u"@base"_s, t.base},
                                              {u"@alt"_s, t.alt},
                                              {u"@sunken"_s, t.sunken},
                                              {u"@line"_s, t.line},
                                              {u"@edge"_s, t.edge},
                                              {u"@window"_s, t.window}};
    QString text = QString::fromLatin1(rules);
    for (const auto& [name, rgb] : names) // longer names stand before their beginnings
        text.replace(name, hex(rgb));
    return text;
}

} // namespace casebook::theme
