// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewers/bridge/GenericWindow.h"

#include "viewers/bridge/VtkInit.h"

#include <vtkCallbackCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>

namespace casebook {

namespace {

/// VTK asks the world outside for its context; answers come back through `data`.
void onEvent(vtkObject*, unsigned long id, void* self, void* data) {
    auto* context = static_cast<GlContext*>(self);
    switch (id) {
    case vtkCommand::WindowMakeCurrentEvent:
        if (!context->isCurrent())
            context->makeCurrent();
        break;
    case vtkCommand::WindowIsCurrentEvent: *static_cast<bool*>(data) = context->isCurrent(); break;
    case vtkCommand::WindowSupportsOpenGLEvent:
    case vtkCommand::WindowIsDirectEvent: *static_cast<int*>(data) = 1; break;
    default: break;
    }
}

} // namespace

GenericWindow::GenericWindow(GlContext& context) : context_(context) {
    initVtk();
    window_ = vtkSmartPointer<vtkGenericOpenGLRenderWindow>::New();
    events_ = vtkSmartPointer<vtkCallbackCommand>::New();
    events_->SetClientData(&context_);
    events_->SetCallback(&onEvent);
    for (const auto event : {vtkCommand::WindowMakeCurrentEvent, vtkCommand::WindowIsCurrentEvent,
                             vtkCommand::WindowSupportsOpenGLEvent, vtkCommand::WindowIsDirectEvent})
        window_->AddObserver(event, events_);
    window_->SetOwnContext(0);
    window_->SetMultiSamples(0);
    // The picture is read from VTK's own framebuffer; there is no window to blit to.
    window_->SetFrameBlitModeToNoBlit();
    window_->SetReadyForRendering(true);
    window_->OpenGLInitContext();
    window_->SetForceMaximumHardwareLineWidth(1);
}

GenericWindow::~GenericWindow() {
    context_.makeCurrent();
    window_->Finalize();
    window_->SetReadyForRendering(false);
    window_->RemoveObserver(events_);
}

vtkGenericOpenGLRenderWindow* GenericWindow::operator->() const { return window_; }

} // namespace casebook
