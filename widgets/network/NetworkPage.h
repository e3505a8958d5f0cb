// SPDX-License-Identifier: GPL-3.0-or-later
// Search another machine for exams, fetch them into the study, and take in what others send.
#pragma once

#include "widgets/network/FoundModel.h"

#include <QWidget>

class QStackedWidget;

namespace casebook {

class Button;
class DataTable;
class EmptyState;
class Label;
class LineEdit;
class QuietCombo;

/// Keys: Enter in a field searches, Enter in the table fetches. How it is wired:
/// app/window/NetworkController.h. GUI thread.
class NetworkPage : public QWidget {
    Q_OBJECT
public:
    explicit NetworkPage(QWidget* parent = nullptr);
    void setView(const NetworkView& view);
    void setSearching(bool on);
    void setFound(const QList<FoundView>& found, bool more);
    /// Words of what failed, in place of the results; empty takes them away.
    void setProblem(const QString& words);
    /// Codes stand in place of names: who a person is shows at a click, for this one list of exams.
    void setNamesHidden(bool hidden);
    void close(); ///< blanks everything of the study
    [[nodiscard]] QString currentPeer() const; ///< name of the machine that is chosen
    [[nodiscard]] FoundModel* model() const { return model_; }
    [[nodiscard]] DataTable* table() const { return table_; }
    [[nodiscard]] QuietCombo* peers() const { return peer_; }
    [[nodiscard]] LineEdit* field(const QString& keyword) const { return fields_.value(keyword); }
    [[nodiscard]] Button* searchButton() const { return search_; }
    [[nodiscard]] Button* fetchButton() const { return fetch_; }
    [[nodiscard]] Button* showNamesButton() const { return showNames_; }
    [[nodiscard]] Button* testButton() const { return test_; }
    [[nodiscard]] Button* moreButton() const { return more_; } ///< its menu: machines, on and off
    [[nodiscard]] Button* receiverButton() const { return receive_; }
    [[nodiscard]] Button* receiverSettingsButton() const { return receiverSettings_; }
    [[nodiscard]] EmptyState* shownState() const; ///< in place of the table; null: the table shows
    [[nodiscard]] QString receiverWords() const;  ///< state and note

Q_SIGNALS:
    void backRequested();
    void searchRequested(const QString& peer, const QMap<QString, QString>& keys);
    void testRequested(const QString& peer);
    void retrieveRequested(const QString& peer, const casebook::FoundView& found);
    void receiverRequested(bool on);
    void receiverSettingsRequested();
    void addPeerRequested();
    void changePeerRequested(const QString& peer);
    void removePeerRequested(const QString& peer);
    void switchRequested(bool on); ///< of the whole network

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildFields();
    [[nodiscard]] QWidget* buildReceiver();
    void retranslate();
    void refresh();
    void forgetFound();
    void showNames(bool shown);
    void search();
    void retrieve();
    void showMenu();
    void showReceiver();
    NetworkView view_;
    FoundModel* model_;
    DataTable* table_;
    QStackedWidget* body_;
    EmptyState *off_, *noPeer_, *nothing_;
    QuietCombo* peer_;
    QMap<QString, LineEdit*> fields_; ///< by DICOM keyword
    QMap<QString, Label*> captions_;
    Label *title_, *count_, *receiverTitle_, *receiverState_, *receiverNote_;
    Button *back_, *search_, *fetch_, *test_, *more_, *receive_, *receiverSettings_, *showNames_;
    QWidget* receiver_ = nullptr;
    bool namesHidden_ = false, namesShown_ = false;
    bool searching_ = false, searched_ = false, cut_ = false;
    QString problem_;
};

} // namespace casebook
