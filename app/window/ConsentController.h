// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"
#include "storage/subjects/ConsentService.h"
#include "widgets/subjects/ConsentDialog.h"

#include <QObject>
#include <QPointer>

namespace casebook {

/// What stands of a withdrawal, for the banner of the subject's page.
[[nodiscard]] QString consentWords(const ConsentState& state);
/// What a person is told before he chooses. @param mayErase the session has the rights
[[nodiscard]] ConsentView consentView(const ConsentPlan& plan, bool mayErase);

/// The walk of a withdrawal of consent: what each choice does, why, and for erasing code and passphrase. GUI thread.
class ConsentController final : public QObject {
    Q_OBJECT
public:
    explicit ConsentController(QWidget* window, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void ask(const QString& subject); ///< label

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void changed(); ///< the subject, and all that is counted with it

private:
    void open(const ConsentPlan& plan);
    void mark(const ConsentRequest& request);
    void askErase(const ConsentRequest& request);
    void erase(const ConsentRequest& request, SecretBytes passphrase);
    void done(const ConsentOutcome& outcome);
    QWidget* window_;
    StudyPtr study_;
    QPointer<ConsentDialog> dialog_;
    QPointer<EraseDialog> second_;
    Stoppable work_;
};

} // namespace casebook
