// SPDX-License-Identifier: GPL-3.0-or-later
// The study itself: what it is, whether it is whole, and its audit.
#pragma once

#include "widgets/study/AuditModel.h"

#include <QStringList>
#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace casebook {

class AuditView;
class BackupPanel;
class DiagnosticsPanel;
class StoragePanel;
class StudyFacts;
class UsersView;
class WatchCard;

struct StudyPageView {
    QString name, site, folder, id;
    QDateTime created;
    bool synthetic = false;
    int formatVersion = 0, schemaVersion = 0;
    QStringList users;     ///< printed names
    int subjects = 0, exams = 0, series = 0;
    qint64 bytes = -1;     ///< of the folder; below 0 unknown
    QList<QByteArray> warnings; ///< "older-copy", "network-folder" ...
    enum class Keyring { None, Off, On };
    Keyring keyring =
        Keyring::None; ///< does that of this desktop open the study for this person; None: none runs
    bool mayRenewWords = false; ///< the recovery words

    bool operator==(const StudyPageView&) const = default;
};

/// Answer of a verify run.
struct VerifyOutcome {
    bool running = false;
    bool ok = false;
    QDateTime when;        ///< invalid: never checked here
    qint64 objects = 0, auditRows = 0;
    QStringList damage;    ///< one line each: kind, path, what
    qint64 done = 0, total = 0; ///< bytes, while running
    bool isCutOff = false; ///< the last change was torn by a power cut and is left out: no damage
    int away = 0;          ///< files on a disk that is not connected: not looked at
};

class StudyPage : public QWidget {
    Q_OBJECT
public:
    explicit StudyPage(QWidget* parent = nullptr);
    void setView(const StudyPageView& view);
    void setVerify(const VerifyOutcome& outcome);
    [[nodiscard]] AuditModel* audit() const { return audit_; }
    [[nodiscard]] AuditView* auditView() const { return view_; }
    void showFacts();
    void showAudit();
    void showUsers();
    void showBackup();
    void showStorage();
    void showDiagnostics();
    [[nodiscard]] BackupPanel* backup() const { return backup_; }
    [[nodiscard]] StoragePanel* storage() const { return storage_; }
    [[nodiscard]] DiagnosticsPanel* diagnostics() const { return diagnostics_; }
    [[nodiscard]] UsersView* users() const { return users_; }
    [[nodiscard]] WatchCard* watch() const;

Q_SIGNALS:
    void verifyRequested();
    void cancelVerifyRequested();
    void usersRequested(); ///< the users came into view: fill users()
    void auditRequested(); ///< the audit came into view: fill audit()
    void backupShown();    ///< fill backup()
    void storageShown();   ///< fill storage()
    void diagnosticsShown(); ///< fill diagnostics()
    void changePassphraseRequested();
    void keyringRequested(bool on); ///< opening by the desktop's keyring
    void checkWordsRequested();     ///< the recovery words
    void renewWordsRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Tab { Facts, Audit, Users, Backup, Storage, Diagnostics, TabCount };
    [[nodiscard]] QWidget* scrolled(QWidget* content);
    void retranslate();
    AuditModel* audit_;
    QTabBar* tabs_;
    QStackedWidget* stack_;
    StudyFacts* facts_;
    AuditView* view_;
    UsersView* users_;
    BackupPanel* backup_;
    StoragePanel* storage_;
    DiagnosticsPanel* diagnostics_;
};

} // namespace casebook
