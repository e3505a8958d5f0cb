// SPDX-License-Identifier: GPL-3.0-or-later
// Giving out reading tasks: cases, reader, and a mode that must be chosen.
#pragma once

#include "widgets/common/Dialogs.h"
#include "widgets/reading/FindingValues.h"

class QButtonGroup;
class QComboBox;
class QListWidget;

namespace casebook {

/// What may be given: a series as the list shows it.
struct AssignableSeries {
    QString uid;
    QString words; ///< "S-0001, 2026-03-01, Chest lung 1.25 mm"
};
struct AssignableReader {
    QString login, name;
};
struct AssignWish {
    QStringList series;
    QString reader;
    ReadingMode mode = ReadingMode::Unaided;
};

/// No mode, reader or case is preselected and the button stays off until each is chosen. Wire: accepted() ->
/// wish() -> TaskService::add for each series. GUI thread.
class AssignDialog : public Dialog {
    Q_OBJECT
public:
    AssignDialog(const QList<AssignableSeries>& series, const QList<AssignableReader>& readers,
                 QWidget* parent);
    [[nodiscard]] AssignWish wish() const;
    [[nodiscard]] bool isComplete() const;

private:
    void refresh();
    QListWidget* list_ = nullptr;
    QComboBox* reader_ = nullptr;
    QButtonGroup* modes_ = nullptr;
    Button* give_ = nullptr;
};

} // namespace casebook
