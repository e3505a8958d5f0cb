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

/// Walks the screens as a person would, with sent clicks and keys, waits until each is ready, and
/// leaves a picture of each. Used where there is no display (`--tour`) and for the pictures of the
/// documentation (`--pictures`). Ends the program: 0 when every screen came up, 1 otherwise.
class Tour : public QObject {
    Q_OBJECT
public:
    enum class Route { Walk, Pictures };
    /// @param suffix follows the name of each picture ("-zh-dark").
    Tour(MainWindow& window, QString folder, Route route, QString suffix = {}, QObject* parent = nullptr);
    void start();

private:
    struct Step {
        QString name;                 ///< of the picture; empty: no picture
        std::function<void()> act;
        std::function<bool()> ready;
    };
    void addWalk();
    void addReading();
    void addEmptyStudy();
    [[nodiscard]] bool isQuiet() const;
    void next();
    void poll();
    void finish(int code);
    void take(const QString& name);

    MainWindow& window_;
    QString folder_;
    QString suffix_;
    QTemporaryDir empty_;   ///< of the study without anything in it
    bool went_ = false;     ///< to the first segment
    Route route_;
    std::vector<Step> steps_;
    std::size_t at_ = 0;
    QTimer poll_;
    QElapsedTimer waited_;
    int settled_ = 0;
};

} // namespace casebook
