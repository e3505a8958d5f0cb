// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the list of a subject's forms says of each: by its sign, in words beside it, and to a screen reader.
#include "widgets/forms/FormWords.h"
#include "widgets/forms/SubjectForms.h"
#include "widgets/theme/Theme.h"

#include <QApplication>
#include <QTest>

using namespace casebook;
using namespace Qt::StringLiterals;

class FormMarksTest final : public QObject {
    Q_OBJECT

    static FormEntryView form(const QByteArray& what) {
        FormEntryView out;
        out.key = out.title = QString::fromLatin1(what);
        out.state = "complete";
        out.isSigned = what.contains("signed");
        out.signatureBroken = what.contains("broken");
        out.locked = what.contains("locked");
        out.draft = what.contains("draft");
        out.queries = what.contains("asked") ? 2 : 0;
        return out;
    }

private Q_SLOTS:
    void initTestCase() { theme::install(*qApp); }

    void signatures_data() {
        QTest::addColumn<QString>("icon");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("tone");
        QTest::addColumn<QString>("standing");
        const QString again = u"igned, then changed: sign it again"_s;
        QTest::newRow("complete") << u"check-circle-fill"_s << u"complete"_s << int(Tone::Text2)
                                  << u"complete"_s;
        QTest::newRow("signed") << u"pen-fill"_s << u"signed"_s << int(Tone::Text2) << u"signed"_s;
        QTest::newRow("signed locked")
            << u"lock-fill"_s << u"signed, locked"_s << int(Tone::Text2) << u"signed, locked"_s;
        QTest::newRow("signed asked")
            << u"chat-left-text-fill"_s << u"2 "_s << int(Tone::Query) << u"; signed"_s;
        QTest::newRow("broken") << u"exclamation-triangle-fill"_s << u"sign again"_s << int(Tone::Warn)
                                << again;
        QTest::newRow("broken locked")
            << u"exclamation-triangle-fill"_s << u"sign again"_s << int(Tone::Warn) << again;
        QTest::newRow("broken asked")
            << u"chat-left-text-fill"_s << u"2 "_s << int(Tone::Query) << u"; s"_s + again;
        QTest::newRow("broken draft")
            << u"pencil-fill"_s << u"draft"_s << int(Tone::Accent) << u"draft; s"_s + again;
    }

    void signatures() {
        QFETCH(QString, icon);
        QFETCH(QString, words);
        QFETCH(int, tone);
        QFETCH(QString, standing);
        const FormEntryView one = form(QTest::currentDataTag());
        const StateMark mark = formMark(one);
        QCOMPARE(mark.icon, icon);
        QVERIFY2(mark.words.startsWith(words), qPrintable(mark.words));
        QCOMPARE(int(mark.tone), tone);
        FormListModel model;
        model.setVisits({{u"Surgery"_s, {}, "done", {one}}});
        for (const int role : {int(Qt::ToolTipRole), int(Qt::AccessibleTextRole)}) {
            const QString told = model.index(1).data(role).toString();
            QVERIFY2(told.contains(standing), qPrintable(told));
        }
    }
};

QTEST_MAIN(FormMarksTest)
#include "FormMarksTest.moc"
