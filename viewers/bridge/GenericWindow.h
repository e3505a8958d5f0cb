// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "viewers/bridge/GlContext.h"

#include <vtkSmartPointer.h>

class vtkCallbackCommand;
class vtkGenericOpenGLRenderWindow;

// Bridge-internal, like VolumeToVtk.h.
namespace casebook {

/// A VTK window that draws into the given context, which is current and outlives it. Finalised on
/// destruction. In the thread of the context.
class GenericWindow {
public:
    explicit GenericWindow(GlContext& context);
    ~GenericWindow();
    GenericWindow(const GenericWindow&) = delete;
    GenericWindow& operator=(const GenericWindow&) = delete;
    [[nodiscard]] vtkGenericOpenGLRenderWindow* operator->() const;

private:
    GlContext& context_;
    vtkSmartPointer<vtkGenericOpenGLRenderWindow> window_;
    vtkSmartPointer<vtkCallbackCommand> events_;
};

} // namespace casebook
