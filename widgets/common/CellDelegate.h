// SPDX-License-Identifier: GPL-3.0-or-later
// Table cells painted from roles: no widget per cell, so 10,000 rows scroll as ten.
#pragma once

#include "widgets/theme/tokens.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace casebook {

/// Besides Qt::DisplayRole and Qt::TextAlignmentRole. All optional.
enum CellRole {
    ToneRole = Qt::UserRole + 100, ///< int(Tone) of the text
    IconRole,                      ///< QString name, drawn before the text
    IconToneRole,                  ///< int(Tone) of the icon
    BarRole,                       ///< double 0..1: 44 px bar behind the text
    ChipRole,                      ///< QString: words of a chip in place of text
    ChipToneRole,                  ///< int(Tone)
    StrongRole,                    ///< bool: weight 600
    NumberRole,                    ///< bool: tabular figures
    NoteRole,                      ///< QString: grey second part behind the text
    LinkRole                       ///< bool: text is a link (accent, hand cursor)
};

class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// QTableView set up by look section 5: whole-row selection, rows 32, header 30, no grid.
/// Enter or double click `opened`; Space `previewed`; a click on a link cell `linkClicked`.
class DataTable : public QTableView {
    Q_OBJECT
public:
    explicit DataTable(QWidget* parent = nullptr);
    void setModel(QAbstractItemModel* model) override;
    /// Shows all rows without a scroll bar of its own: tables within a page that scrolls.
    void setFitted(bool on);
    [[nodiscard]] bool isFitted() const { return fitted_; }
    void setRowHeight(int px);
    /// In narrow windows these columns give way in order, until `stretched` keeps `least` px.
    void setYielding(const QList<int>& order, int stretched, int least);
    /// First column's text starts here, as the page's margin does.
    void setSideMargin(int px);
    [[nodiscard]] int sideMargin() const { return sideMargin_; }
    [[nodiscard]] int currentRow() const { return currentIndex().row(); }

Q_SIGNALS:
    void opened(const QModelIndex& index);
    void previewed(const QModelIndex& index);
    void linkClicked(const QModelIndex& index);
    void rowChanged(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void fitColumns();
    bool fitted_ = false;
    int sideMargin_ = 10;
    QList<int> yielding_;
    int stretched_ = -1, least_ = 0;
};

} // namespace casebook
