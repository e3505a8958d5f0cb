// SPDX-License-Identifier: GPL-3.0-or-later
// Tool bar of the reading page: tools, presets with their key digits, layouts, overlays on or off.
#pragma once

#include "widgets/reading/ReadingValues.h"

#include <QWidget>

class QButtonGroup;

namespace casebook {

class Button;
class Segmented;

/// Setters return early and emit nothing. Keys live in the panes (viewers); this bar only shows them.
class ReadingBar : public QWidget {
    Q_OBJECT
public:
    explicit ReadingBar(QWidget* parent = nullptr);
    void setTool(ReadingTool tool);
    void setPreset(int key);               ///< 1..7, 0; -1 = none of them
    void setLayoutChoice(ReadingLayout layout);
    void setOverlaysShown(bool shown);
    void setHasOverlays(bool has);
    void setSlab(double mm);               ///< 0 = off
    void setPanelShown(bool shown);

Q_SIGNALS:
    void toolChosen(casebook::ReadingTool tool);
    void presetChosen(int key);
    void layoutChosen(casebook::ReadingLayout layout);
    void overlaysToggled(bool shown);
    void resetRequested();
    void slabToggled(bool on);
    void panelToggled(bool shown);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void retranslate();
    void fit();
    QList<Button*> tools_, layouts_;
    Segmented* presets_ = nullptr;
    Segmented* slab_ = nullptr;
    Button *reset_ = nullptr, *eye_ = nullptr, *panel_ = nullptr;
    bool shown_ = true;
    QWidget* ground_ = nullptr;
};

} // namespace casebook
