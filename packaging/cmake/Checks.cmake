# SPDX-License-Identifier: GPL-3.0-or-later
#
# The quick checks as tests, and every header compiled by itself.
#   include(Checks)                              after enable_testing(): tests check.layers, .lengths, .texts
#   casebook_check_headers(core casebook_core)   folder and the target whose settings compile it
# `cmake --build --preset release --target headers` compiles all of them; not part of `all`.
find_program(CASEBOOK_PYTHON python3 REQUIRED)
if(CASEBOOK_TESTS)
    foreach(check layers lengths texts)
        add_test(NAME check.${check} COMMAND "${CASEBOOK_PYTHON}" "${PROJECT_SOURCE_DIR}/packaging/dev/check_${check}.py"
            WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
        set_tests_properties(check.${check} PROPERTIES LABELS check TIMEOUT 120)
    endforeach()
endif()

add_custom_target(headers)

function(casebook_check_headers folder target)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/${folder}/*.h")
    # What a deeper target owns is compiled with that one's settings: EXCLUDE storage/dicom ...
    cmake_parse_arguments(PARSE_ARGV 2 H "" "" "EXCLUDE")
    foreach(other IN LISTS H_EXCLUDE)
        list(FILTER headers EXCLUDE REGEX "^${other}/")
    endforeach()
    set(units)
    foreach(header IN LISTS headers)
        set(unit "${PROJECT_BINARY_DIR}/headers/${header}.cpp")
        # Twice: the guard works, too.
        set(text "#include \"${header}\"\n#include \"${header}\"\n")
        if(EXISTS "${unit}")
            file(READ "${unit}" old)
        else()
            set(old "")
        endif()
        if(NOT old STREQUAL text)
            file(WRITE "${unit}" "${text}")
        endif()
        list(APPEND units "${unit}")
    endforeach()
    if(NOT units)
        return()
    endif()
    string(REPLACE "/" "_" name "headers_${folder}")
    add_library(${name} OBJECT EXCLUDE_FROM_ALL ${units})
    set_target_properties(${name} PROPERTIES AUTOMOC OFF EXPORT_COMPILE_COMMANDS OFF)
    target_link_libraries(${name} PRIVATE ${target})
    # Headers of the layer's inside may use what it links privately.
    target_include_directories(${name} PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
    target_compile_definitions(${name} PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
    add_dependencies(headers ${name})
endfunction()
