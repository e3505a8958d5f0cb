// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <functional>
#include <vector>

namespace casebook {

class MainWindow;
enum class PageId;

/// Walks the screens as a person would, with sent clicks and keys, waits until each is ready, and
/// leaves a picture of each and a line of what was done. Used where there is no display (`--tour`) and for the
/// pictures of the documentation (`--pictures`). Ends the program: 0 when every screen came up, 1 otherwise.
/// Screens that a study has nothing for (no forms, no task) are walked past, and the log says so.
class Tour : public QObject {
    Q_OBJECT
public:
    enum class Route { Walk, Pictures };
    /// @param suffix follows the name of each picture ("-zh-dark").
    Tour(MainWindow& window, QString folder, Route route, QString suffix = {}, QObject* parent = nullptr);
    /// An import was asked for: its preview is shown and agreed to first. Before start().
    void expectImport() { importExpected_ = true; }
    void start();

private:
    struct Step {
        QString name; ///< of the picture; empty: no picture
        QString did; ///< for the log: what the person does
        std::function<void()> act;
        std::function<bool()> ready = [] { return true; };
        qint64 patienceMs = 60'000;
    };
    void add(Step step) { steps_.push_back(std::move(step)); }
    // TourSteps.cpp: the screens, in order.
    void addImport();
    void addHome();
    void addSubject();
    void addImages();
    void addForm();
    void addReading();
    void addCase();
    void addCohort();
    void addStudy();
    void addEnd();
    void clickPage(PageId page);
    [[nodiscard]] bool isQuiet() const;
    void next();
    void poll();
    void finish(int code);
    void take(const QString& name); ///< the window on top: a dialog, the manual, else the main one
    [[nodiscard]] bool hasUpperWindow() const;
    void closeUpperWindow();

    MainWindow& window_;
    QString folder_;
    QString suffix_;
    QTemporaryDir empty_; ///< of the study without anything in it
    bool importExpected_ = false;
    bool went_ = false; ///< to the first segment, or mark
    Route route_;
    std::vector<Step> steps_;
    std::size_t at_ = 0;
    QTimer poll_;
    QElapsedTimer waited_;
    int settled_ = 0;
};

/// What a person's hand does, sent to a widget.
namespace hand {
void click(QWidget* widget, QPointF at, Qt::MouseButton button = Qt::LeftButton);
void click(QWidget* widget); ///< in its middle
void key(QWidget* widget, int code, const QString& text = {}, Qt::KeyboardModifiers modifiers = {});
void type(QWidget* widget, const QString& text);
void wheel(QWidget* widget, int steps);
} // namespace hand

} // namespace casebook
