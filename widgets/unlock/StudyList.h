// SPDX-License-Identifier: GPL-3.0-or-later
// Studies of this workstation as cards; the chosen one lies on a white sheet.
#pragma once

#include "widgets/unlock/UnlockPage.h"

#include <QAbstractButton>
#include <QWidget>

class QVBoxLayout;

namespace casebook {

/// One study: lock or drive on a plate, name, note, chip. Painted, so that it is one control.
class StudyCard final : public QAbstractButton {
    Q_OBJECT
public:
    explicit StudyCard(StudyEntry entry, QWidget* parent = nullptr);
    [[nodiscard]] const StudyEntry& entry() const { return entry_; }
    [[nodiscard]] QSize sizeHint() const override;
    void setEntry(const StudyEntry& entry);

Q_SIGNALS:
    void forgetRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    [[nodiscard]] QString note() const;
    StudyEntry entry_;
};

class StudyList final : public QWidget {
    Q_OBJECT
public:
    explicit StudyList(QWidget* parent = nullptr);
    void setStudies(const QList<StudyEntry>& studies, const QString& currentFolder);
    void select(const QString& folder);
    void clearChoice();
    [[nodiscard]] QString currentFolder() const;

Q_SIGNALS:
    void chosen(const casebook::StudyEntry& study);
    void forgetRequested(const QString& folder);

private:
    QVBoxLayout* column_;
    QList<StudyCard*> cards_;
};

} // namespace casebook
