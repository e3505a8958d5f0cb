// SPDX-License-Identifier: GPL-3.0-or-later
// What this machine and this study look like from outside: for the person at the desk, and for who helps.
#pragma once

#include "core/values/Diagnostics.h"

#include <QWidget>

class QVBoxLayout;

namespace casebook {

/// A tab of the Study page; app/window/DiagnosticsController.h fills it. GUI thread.
class DiagnosticsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit DiagnosticsPanel(QWidget* parent = nullptr);
    void setReport(const DiagnosticReport& report); ///< without facts: is being made
    [[nodiscard]] const DiagnosticReport& report() const { return report_; }

Q_SIGNALS:
    void saveRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void addFacts(QVBoxLayout* all, bool warnings);
    DiagnosticReport report_;
    QVBoxLayout* column_;
    QWidget* body_ = nullptr;
};

} // namespace casebook
