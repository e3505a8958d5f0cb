// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/UsersView.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/CellDelegate.h"
#include "widgets/common/Label.h"
#include "widgets/study/UserDialogs.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>

namespace casebook {

using namespace Qt::StringLiterals;

QString roleText(const QByteArray& code) {
    if (code == "reader")
        return UsersView::tr("Reader");
    if (code == "coordinator")
        return UsersView::tr("Coordinator");
    if (code == "investigator")
        return UsersView::tr("Investigator");
    if (code == "data-manager")
        return UsersView::tr("Data manager");
    if (code == "monitor")
        return UsersView::tr("Monitor");
    if (code == "administrator")
        return UsersView::tr("Administrator");
    return QString::fromLatin1(code);
}

QString roleNote(const QByteArray& code) {
    if (code == "reader")
        return UsersView::tr("reads cases and fills the reading form");
    if (code == "coordinator")
        return UsersView::tr("enrols subjects, enters forms, answers queries");
    if (code == "investigator")
        return UsersView::tr("as coordinator; analyses cohorts, signs, exports");
    if (code == "data-manager")
        return UsersView::tr("imports tables, raises queries, freezes, exports");
    if (code == "monitor")
        return UsersView::tr("checks values against sources, raises queries");
    if (code == "administrator")
        return UsersView::tr("users, definition, backup; sees no names");
    return {};
}

void UsersModel::setUsers(QList<UserView> users) {
    beginResetModel();
    users_ = std::move(users);
    endResetModel();
}

const UserView* UsersModel::at(int row) const {
    return row >= 0 && row < users_.size() ? &users_.at(row) : nullptr;
}

int UsersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(users_.size());
}

int UsersModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant UsersModel::data(const QModelIndex& index, int role) const {
    const UserView* user = at(index.row());
    if (!user)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Login: return user->login;
        case Name: return user->printedName;
        case Roles: {
            if (user->roles.size() == 6)
                return tr("all roles");
            QStringList words;
            for (const QByteArray& code : user->roles)
                words << roleText(code);
            return words.join(tr(", "));
        }
        case Since: return user->since;
        default: return user->active ? (user->self ? tr("works now") : tr("active")) : tr("disabled");
        }
    case Qt::ToolTipRole: return column == Roles ? data(index, Qt::DisplayRole) : QVariant();
    case StrongRole: return column == Login;
    case NumberRole: return column == Since;
    case IconRole:
        return column != State ? QVariant()
               : !user->active ? QVariant(u"slash-circle"_s)
               : user->self    ? QVariant(u"person"_s)
                               : QVariant(u"check-circle-fill"_s);
    case IconToneRole: return int(!user->active ? Tone::Edge : user->self ? Tone::Accent : Tone::MarkOk);
    case ToneRole: return int(user->active ? (column == Since ? Tone::Text2 : Tone::Text) : Tone::Text3);
    default: return {};
    }
}

QVariant UsersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Login: return tr("User name");
    case Name: return tr("Printed name");
    case Roles: return tr("Roles");
    case Since: return tr("Since");
    default: return tr("State");
    }
}

void UsersModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!users_.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

UsersView::UsersView(QWidget* parent)
    : QWidget(parent), model_(new UsersModel(this)), table_(new DataTable(this)),
      title_(new Label(FontRole::Title, Tone::Text, this)),
      count_(new Label(FontRole::Body, Tone::Text2, this)),
      add_(new Button(Button::Kind::Primary, u"person-plus"_s, this)),
      roles_(new Button(Button::Kind::Secondary, u"person-badge"_s, this)),
      first_(new Button(Button::Kind::Secondary, u"key"_s, this)),
      disable_(new Button(Button::Kind::Danger, u"person-x"_s, this)),
      own_(new Button(Button::Kind::Secondary, u"key"_s, this)),
      switch_(new Button(Button::Kind::Secondary, u"box-arrow-right"_s, this)) {
    table_->setModel(model_);
    table_->setSideMargin(15);
    QHeaderView* header = table_->horizontalHeader();
    const int widths[] = {150, 180, 0, 112, 130};
    for (int i = 0; i < UsersModel::ColumnCount; ++i)
        if (widths[i] > 0)
            header->resizeSection(i, widths[i]);
    table_->setYielding({UsersModel::Since}, UsersModel::Roles, 180);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(title_);
    head->addWidget(count_, 1);
    head->addWidget(switch_);
    head->addWidget(own_);
    head->addWidget(add_);
    auto* card = new Card(this);
    auto* inner = new QVBoxLayout(card);
    inner->setContentsMargins(1, 1, 1, 1);
    inner->addWidget(table_);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(roles_);
    foot->addWidget(first_);
    foot->addWidget(disable_);
    foot->addStretch(1);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(24, 16, 24, 18);
    all->setSpacing(12);
    all->addLayout(head);
    all->addWidget(card, 1);
    all->addLayout(foot);
    connect(add_, &QPushButton::clicked, this, &UsersView::askAdd);
    connect(roles_, &QPushButton::clicked, this, &UsersView::askRoles);
    connect(first_, &QPushButton::clicked, this, &UsersView::askFirstPassphrase);
    connect(disable_, &QPushButton::clicked, this, &UsersView::askDisable);
    connect(own_, &QPushButton::clicked, this, &UsersView::changePassphraseRequested);
    connect(switch_, &QPushButton::clicked, this, &UsersView::switchRequested);
    connect(table_, &DataTable::opened, this, &UsersView::askRoles);
    connect(table_, &DataTable::rowChanged, this, &UsersView::refresh);
    retranslate();
}

void UsersView::setUsers(const QList<UserView>& users) {
    const UserView* now = model_->at(table_->currentRow());
    const QString kept = now ? now->login : QString();
    model_->setUsers(users);
    int row = 0;
    for (int i = 0; i < int(users.size()); ++i)
        if (users.at(i).login == kept)
            row = i;
    if (!users.isEmpty())
        table_->setCurrentIndex(model_->index(row, 0));
    refresh();
}

void UsersView::setRights(bool mayManage) {
    mayManage_ = mayManage;
    refresh();
}

void UsersView::close() {
    if (dialog_)
        dialog_->reject();
    model_->setUsers({});
    refresh();
}

void UsersView::done() {
    if (dialog_)
        dialog_->accept();
}

void UsersView::refused(const QString& words) {
    if (dialog_)
        dialog_->refuse(words);
}

void UsersView::refresh() {
    const UserView* user = model_->at(table_->currentRow());
    add_->setVisible(mayManage_);
    roles_->setVisible(mayManage_);
    first_->setVisible(mayManage_);
    disable_->setVisible(mayManage_);
    roles_->setEnabled(user && user->active);
    first_->setEnabled(user && user->active && !user->self);
    disable_->setEnabled(user && user->active && !user->self);
    count_->setText(QLocale().toString(model_->rowCount()));
}

void UsersView::askAdd() {
    if (!mayManage_)
        return;
    auto* dialog = new AddUserDialog(this);
    connect(dialog, &AddUserDialog::given, this, &UsersView::addRequested);
    connect(dialog, &QObject::destroyed, this, [this] { dialog_ = nullptr; });
    dialog_ = dialog;
    dialog->open();
}

void UsersView::askRoles() {
    const UserView* user = model_->at(table_->currentRow());
    if (!user || !user->active || !mayManage_)
        return;
    auto* dialog = new RolesDialog(*user, this);
    connect(dialog, &RolesDialog::given, this,
            [this, login = user->login](const QList<QByteArray>& roles, const QString& reason) {
                Q_EMIT rolesRequested(login, roles, reason);
            });
    connect(dialog, &QObject::destroyed, this, [this] { dialog_ = nullptr; });
    dialog_ = dialog;
    dialog->open();
}

void UsersView::askFirstPassphrase() {
    const UserView* user = model_->at(table_->currentRow());
    if (!user || !user->active || user->self || !mayManage_)
        return;
    auto* dialog = new FirstPassphraseDialog(*user, this);
    connect(dialog, &FirstPassphraseDialog::given, this, &UsersView::firstPassphraseRequested);
    connect(dialog, &QObject::destroyed, this, [this] { dialog_ = nullptr; });
    dialog_ = dialog;
    dialog->open();
}

void UsersView::askDisable() {
    const UserView* user = model_->at(table_->currentRow());
    if (!user || !user->active || user->self || !mayManage_)
        return;
    auto* dialog = new RequireReason(
        tr("Disable %1?").arg(user->login),
        tr("The user can't unlock the study any more. What he has done stays with his name."), tr("Disable"),
        true, this);
    connect(dialog, &RequireReason::given, this,
            [this, login = user->login](const QString& reason) { Q_EMIT disableRequested(login, reason); });
    dialog->open();
}

void UsersView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::New))
        askAdd();
    else if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier)
        askDisable();
    else
        QWidget::keyPressEvent(event);
}

void UsersView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void UsersView::retranslate() {
    title_->setText(tr("Users"));
    add_->setText(tr("Add user"));
    roles_->setText(tr("Change roles"));
    first_->setText(tr("Give first passphrase"));
    disable_->setText(tr("Disable"));
    own_->setText(tr("Change my passphrase"));
    switch_->setText(tr("Switch user"));
    table_->setAccessibleName(tr("Users"));
    model_->retranslate();
    refresh();
}

} // namespace casebook
