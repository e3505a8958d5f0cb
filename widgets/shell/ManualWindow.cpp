// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/ManualWindow.h"

#include "widgets/common/Card.h"
#include "widgets/common/LineEdit.h"
#include "widgets/theme/Theme.h"

#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBlock>
#include <QUrl>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {

constexpr int contentsWidth = 232;
constexpr int pageMargin = 28;
constexpr int sectionLevel = 2; ///< "## " begins a section

} // namespace

ManualBrowser::ManualBrowser(QWidget* parent) : QTextBrowser(parent) {
    setOpenExternalLinks(false);
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(pageMargin);
}

QVariant ManualBrowser::loadResource(int type, const QUrl& name) {
    if (type != QTextDocument::ImageResource)
        return {};
    QImage picture(u":/manual/images/"_s + name.fileName());
    if (picture.isNull())
        return {};
    const qreal ratio = devicePixelRatioF();
    const int room = int((viewport()->width() - 2 * pageMargin - 16) * ratio);
    if (picture.width() > room && room > 0)
        picture = picture.scaledToWidth(room, Qt::SmoothTransformation);
    picture.setDevicePixelRatio(ratio);
    return picture;
}

ManualWindow::ManualWindow(QWidget* parent)
    : QWidget(parent, Qt::Window), search_(new SearchEdit(this)), contents_(new QListWidget(this)),
      browser_(new ManualBrowser(this)) {
    contents_->setFrameShape(QFrame::NoFrame);
    contents_->setFixedWidth(contentsWidth);
    contents_->setFont(theme::font(FontRole::Control));
    browser_->setFont(theme::font(FontRole::Body));
    auto* side = new QVBoxLayout;
    side->setContentsMargins(16, 16, 8, 16);
    side->setSpacing(12);
    side->addWidget(search_);
    side->addWidget(contents_, 1);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins({});
    all->setSpacing(0);
    all->addLayout(side);
    all->addWidget(new Line(Qt::Vertical, this));
    all->addWidget(browser_, 1);
    resize(1080, 780);
    connect(contents_, &QListWidget::currentRowChanged, this, &ManualWindow::goTo);
    connect(search_, &SearchEdit::searched, this, [this](const QString& text) { find(text, false); });
    connect(search_, &QLineEdit::returnPressed, this, [this] { find(search_->text(), true); });
    retranslate();
}

void ManualWindow::setLanguage(const QString& language) {
    if (language == language_)
        return;
    language_ = language;
    QFile file(u":/manual/%1.md"_s.arg(language));
    const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    browser_->setMarkdown(text);
    contents_->blockSignals(true);
    contents_->clear();
    for (QTextBlock block = browser_->document()->begin(); block.isValid(); block = block.next())
        if (block.blockFormat().headingLevel() == sectionLevel)
            contents_->addItem(block.text());
    contents_->blockSignals(false);
}

QStringList ManualWindow::sections() const {
    QStringList all;
    for (int i = 0; i < contents_->count(); ++i)
        all << contents_->item(i)->text();
    return all;
}

void ManualWindow::showSection(const QString& words) {
    const QStringList all = sections();
    for (int i = 0; i < all.size(); ++i)
        if (all.at(i).startsWith(words, Qt::CaseInsensitive))
            return contents_->setCurrentRow(i);
    contents_->setCurrentRow(-1);
    browser_->moveCursor(QTextCursor::Start);
}

void ManualWindow::goTo(int section) {
    int at = 0;
    for (QTextBlock block = browser_->document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() != sectionLevel || at++ != section)
            continue;
        QTextCursor cursor(block);
        browser_->moveCursor(QTextCursor::End); // so that the heading comes to the top, not to the bottom
        browser_->setTextCursor(cursor);
        return;
    }
}

void ManualWindow::find(const QString& text, bool again) {
    if (text.trimmed().isEmpty())
        return;
    if (!again)
        browser_->moveCursor(QTextCursor::Start);
    if (!browser_->find(text) && again) { // round again from the top
        browser_->moveCursor(QTextCursor::Start);
        browser_->find(text);
    }
}

void ManualWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ManualWindow::retranslate() {
    setWindowTitle(tr("Casebook manual"));
    search_->setPlaceholderText(tr("Find in the manual"));
    search_->setAccessibleName(tr("Find in the manual"));
    contents_->setAccessibleName(tr("Contents"));
}

} // namespace casebook
