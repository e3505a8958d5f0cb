// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the audit, newest first; more are asked for as the person scrolls.
#pragma once

#include <QAbstractTableModel>
#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace casebook {

/// One audit row as the page shows it; the app fills it from storage's AuditRow.
struct AuditLine {
    std::int64_t seq = 0;
    QDateTime when;     ///< in the workstation's zone of that moment
    QString user;
    QString role;       ///< codes, comma-separated
    QByteArray action;
    QByteArray objectKind;
    QString object;     ///< label of a subject or short id
    QByteArray field;
    QString oldValue, newValue;
    QString reason;
    bool oldHidden = false, newHidden = false; ///< there is a value that may not be read here
};

/// GUI thread.
class AuditModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Row, Time, User, Action, Object, Reason, ColumnCount };
    explicit AuditModel(QObject* parent = nullptr);
    void setRows(QList<AuditLine> rows, bool more);
    void append(const QList<AuditLine>& rows, bool more);
    [[nodiscard]] const AuditLine* at(int row) const;
    [[nodiscard]] int rowOf(qint64 seq) const; ///< -1: not among them
    [[nodiscard]] static QString actionText(const QByteArray& action, const QByteArray& kind);
    /// One choice of the list of actions: its words, and what they stand for.
    struct ActionChoice {
        QString words;
        QList<QByteArray> actions;
        QByteArray kind; ///< of object; empty: any
    };
    [[nodiscard]] static QList<ActionChoice> actions(); ///< by their words, in the current language
    [[nodiscard]] static QString actionIcon(const QByteArray& action);
    void retranslate();

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void moreRequested(qint64 beforeSeq);

private:
    QList<AuditLine> rows_;
    bool more_ = false;
};

} // namespace casebook
