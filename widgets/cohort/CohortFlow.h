// SPDX-License-Identifier: GPL-3.0-or-later
// Who is left: the flow of subjects, and under it the same criteria as text.
#pragma once

#include "widgets/cohort/CohortValues.h"

#include <QTimer>
#include <QWidget>

class QPlainTextEdit;
class QScrollArea;

namespace casebook {

class FigureView;
class Label;

class CohortFlow final : public QWidget {
    Q_OBJECT
public:
    explicit CohortFlow(QWidget* parent = nullptr);
    /// Text that the person is just typing is left alone where it means the same.
    void setState(const CohortState& state);
    [[nodiscard]] QPlainTextEdit* editor() const { return editor_; }
    [[nodiscard]] QString errorText() const;
    [[nodiscard]] FigurePtr figure() const;

Q_SIGNALS:
    void textEdited(const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();
    void markLine(int line);
    Label *title_, *count_, *expression_, *note_, *error_;
    FigureView* flow_;
    QScrollArea* scroll_;
    QPlainTextEdit* editor_;
    QTimer typing_;
    bool showing_ = false; ///< text is being put in by setState
};

} // namespace casebook
