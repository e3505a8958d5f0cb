// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/ChainCheck.h"
#include "app/window/OpenStudy.h"
#include "widgets/home/HomePage.h"

#include <QHash>
#include <QObject>

namespace casebook {

/// What Home shows before the forms and visits were looked through.
struct HomeGathered {
    HomeView view;
    QHash<QString, QString> names; ///< of subjects by label, as they may be shown
};

/// Gathers what Home shows, in two steps: of a large study what forms and visits ask for takes seconds.
class HomeController : public QObject {
    Q_OBJECT
public:
    explicit HomeController(HomePage* page, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    void refresh();
    /// Names on the page go at once where they are hidden from now on; what was gathered before is not shown.
    void namesChanged(bool hidden);
    [[nodiscard]] bool isLoaded() const { return loaded_; }
    [[nodiscard]] const HomeView& view() const { return view_; } ///< what the page shows

Q_SIGNALS:
    void begun(); ///< the page shows what was gathered before the forms and visits were looked through
    void loaded(const casebook::HomeView& view);
    void failed(const QString& words);
    void chainChecked(const casebook::ChainState& state); ///< of the audit; invalid time: nothing is known

private:
    void addChain(HomeView& view) const;
    void cannotLoad(const Error& error);
    void showChain(const ChainState& state);
    void addWorkOf(const StudyPtr& study, HomeGathered gathered);
    HomePage* page_;
    ChainCheck* chain_;
    StudyPtr study_;
    HomeView view_;
    bool loaded_ = false;
    int turn_ = 0; ///< one more whenever names are hidden or shown
};

} // namespace casebook
