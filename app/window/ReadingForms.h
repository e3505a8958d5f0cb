// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/FormController.h"

#include <QObject>

#include <optional>

namespace casebook {

class QuietCombo;

/// Something measured in the images that can go to an item: values in full precision, with the way back.
struct MeasuredValue {
    QList<double> values; ///< long axis and short axis in mm; or one volume in ml
    QString unit;         ///< "mm", "mL"
    ValueSource source;
    [[nodiscard]] bool isEmpty() const { return values.isEmpty(); }
};

/// The forms of an exam or reading task beside its images: which one is open, and values sent from the images to
/// the item that has the focus (F9). A short axis goes to the next item of the row with the same unit. Rounded
/// once, to the item's decimals or by unit (mm 1, mm3 0, mL 1); the full precision stays with the link. GUI thread.
class ReadingForms : public QObject {
    Q_OBJECT
public:
    ReadingForms(FormPage* page, QuietCombo* choice, QObject* parent = nullptr);
    void setStudy(StudyPtr study);
    /// The forms of this series' exam, and of the task (0: none). Keeps the open form where it is the same exam.
    void showFor(const SeriesRow& series, TaskId task = {});
    void close();
    /// To the current item of the open form; a form with unsaved entries is saved first.
    /// Where that save does not come the value is not sent, and failed() says so.
    void send(const MeasuredValue& value);
    [[nodiscard]] FormController* controller() const { return controller_; }

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);
    void sourceJumpRequested(const casebook::ValueSource& source);

private:
    struct Choice {
        QString title;
        FormKey key;
    };
    struct Sending {
        ItemPath path;
        ItemValue value;
        ValueSource source;
    };
    /// Values on their way to one form; never to another, whatever is opened meanwhile.
    struct Parcel {
        FormKey form;
        QList<Sending> items;
    };
    void choose(int index);
    void formStored(const FormKey& form);
    void saveStopped();
    void sendNow(const Parcel& parcel);
    [[nodiscard]] Result<QList<Sending>> itemsFor(const MeasuredValue& value) const;
    FormPage* page_;
    QuietCombo* choice_;
    FormController* controller_;
    StudyPtr study_;
    QList<Choice> choices_;
    QString exam_;
    TaskId task_;
    std::optional<Parcel> waiting_; ///< for the save of its form
    int turn_ = 0; ///< a new one with every other form
};

/// `value` in `unit` as the text of an item in `itemUnit`: converted (mL to mm3), rounded once, half away from
/// zero. Empty where the units do not fit.
[[nodiscard]] QString sentText(double value, const QString& unit, const ItemDef& item);

} // namespace casebook
