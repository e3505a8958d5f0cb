// SPDX-License-Identifier: GPL-3.0-or-later
// Making a study: folder, name, site, user, passphrase twice.
#pragma once

#include "widgets/unlock/UnlockPage.h"

namespace casebook {

class ErrorNote;
class LineEdit;
class PassphraseEdit;

class NewStudyForm final : public QWidget {
    Q_OBJECT
public:
    explicit NewStudyForm(QWidget* parent = nullptr);
    void setFolder(const QString& folder);
    void setBusy(bool busy);
    void showError(const Error& error);
    void reset();
    void start(); ///< cursor into the first field
    static constexpr int minimumLength = 12; ///< characters, as storage/vault asks

Q_SIGNALS:
    void createRequested(const casebook::NewStudyWish& wish);
    void chooseFolderRequested();
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void submit();
    Label *title_ = nullptr, *note_ = nullptr, *rule_ = nullptr;
    Label *folderLabel_ = nullptr, *nameLabel_ = nullptr, *siteLabel_ = nullptr, *loginLabel_ = nullptr;
    Label *printedLabel_ = nullptr, *passLabel_ = nullptr, *againLabel_ = nullptr;
    LineEdit *folder_ = nullptr, *name_ = nullptr, *site_ = nullptr, *login_ = nullptr, *printed_ = nullptr;
    PassphraseEdit *pass_ = nullptr, *again_ = nullptr;
    Button *choose_ = nullptr, *make_ = nullptr, *cancel_ = nullptr;
    ErrorNote* error_ = nullptr;
    bool busy_ = false;
};

} // namespace casebook
