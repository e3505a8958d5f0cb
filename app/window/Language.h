// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

#include <memory>

namespace casebook {

/// Switches the language of the running program. All pages retranslate on QEvent::LanguageChange.
class Language {
public:
    /// @param code "en", "zh", or empty: what was chosen before, else that of the desktop.
    void set(const QString& code);
    [[nodiscard]] QString code() const { return code_; }

private:
    QString code_;
    std::unique_ptr<QTranslator> casebook_, qt_;
};

} // namespace casebook
