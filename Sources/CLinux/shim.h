// Linux system calls that Glibc does not wrap, or that are variadic there and so not visible in Swift.
#ifndef VITRINE_CLINUX_SHIM_H
#define VITRINE_CLINUX_SHIM_H
#endif
