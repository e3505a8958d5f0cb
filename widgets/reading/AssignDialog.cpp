// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/reading/AssignDialog.h"

#include "widgets/common/Button.h"
#include "widgets/common/Label.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QListWidget>
#include <QRadioButton>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

QString modeNote(ReadingMode mode) {
    switch (mode) {
    case ReadingMode::Unaided: return AssignDialog::tr("Unaided: AI is never shown");
    case ReadingMode::Second: return AssignDialog::tr("Second reader: AI after the first read is closed");
    case ReadingMode::Concurrent:
    case ReadingMode::Adjudicate: break;
    }
    return AssignDialog::tr("Concurrent: AI from the start");
}

} // namespace

AssignDialog::AssignDialog(const QList<AssignableSeries>& series, const QList<AssignableReader>& readers,
                           QWidget* parent)
    : Dialog(parent), list_(new QListWidget(this)), reader_(new QComboBox(this)),
      modes_(new QButtonGroup(this)) {
    setWords(
        tr("Who reads which cases, and how?"),
        tr("The mode can't be changed once a case is opened. Until a first read is closed its reader sees no "
           "result of AI on the subject."));
    for (const AssignableSeries& one : series) {
        auto* item = new QListWidgetItem(one.words, list_);
        item->setData(Qt::UserRole, one.uid);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(Qt::Unchecked);
    }
    list_->setMinimumSize(440, 180);
    list_->setAccessibleName(tr("Cases"));
    for (const AssignableReader& one : readers)
        reader_->addItem(one.name == one.login || one.name.isEmpty()
                             ? one.login
                             : tr("%1 (%2)", "printed name, login").arg(one.name, one.login),
                         one.login);
    reader_->setCurrentIndex(-1);
    reader_->setPlaceholderText(tr("Choose a reader"));
    reader_->setAccessibleName(tr("Reader"));
    body()->addWidget(new Label(tr("Cases"), FontRole::Note, Tone::Text2, this));
    body()->addWidget(list_);
    body()->addWidget(new Label(tr("Reader"), FontRole::Note, Tone::Text2, this));
    body()->addWidget(reader_);
    body()->addWidget(new Label(tr("Mode"), FontRole::Note, Tone::Text2, this));
    for (const ReadingMode mode : {ReadingMode::Unaided, ReadingMode::Second, ReadingMode::Concurrent}) {
        auto* radio = new QRadioButton(modeNote(mode), this);
        modes_->addButton(radio, int(mode));
        body()->addWidget(radio);
    }
    give_ = addButton(tr("Give out"), true);
    connect(give_, &QPushButton::clicked, this, &QDialog::accept);
    connect(addButton(tr("Cancel"), false), &QPushButton::clicked, this, &QDialog::reject);
    connect(list_, &QListWidget::itemChanged, this, &AssignDialog::refresh);
    connect(reader_, &QComboBox::currentIndexChanged, this, &AssignDialog::refresh);
    connect(modes_, &QButtonGroup::idClicked, this, &AssignDialog::refresh);
    refresh();
}

AssignWish AssignDialog::wish() const {
    AssignWish out;
    for (int i = 0; i < list_->count(); ++i)
        if (list_->item(i)->checkState() == Qt::Checked)
            out.series.append(list_->item(i)->data(Qt::UserRole).toString());
    out.reader = reader_->currentData().toString();
    if (modes_->checkedId() >= 0)
        out.mode = static_cast<ReadingMode>(modes_->checkedId());
    return out;
}

bool AssignDialog::isComplete() const {
    const AssignWish now = wish();
    return !now.series.isEmpty() && !now.reader.isEmpty() && modes_->checkedId() >= 0;
}

void AssignDialog::refresh() { give_->setEnabled(isComplete()); }

} // namespace casebook
