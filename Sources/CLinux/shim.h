// Linux system calls that Glibc does not wrap, or that are variadic there and so not visible in Swift.
#ifndef VITRINE_CLINUX_SHIM_H
#define VITRINE_CLINUX_SHIM_H

#include <linux/openat2.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// Opens `path` beneath `folder`; no symbolic link is followed and no `..` leads out.
static inline int vitrine_open_beneath(int folder, const char *path, uint64_t flags, uint64_t mode) {
    struct open_how how = {
        .flags = flags,
        .mode = mode,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
    };
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

// Reads entries of a folder from where the last call ended, as `struct linux_dirent64`; 0 at the end.
static inline long vitrine_list(int folder, void *room, unsigned long count) {
    return syscall(SYS_getdents64, folder, room, count);
}

// Sees everything that was written to the file system of `folder` onto its disk.
static inline int vitrine_synchronise_all(int folder) { return (int)syscall(SYS_syncfs, folder); }

// Swaps two names in one step (RENAME_EXCHANGE).
static inline int vitrine_exchange(int folder, const char *left, int other, const char *right) {
    return (int)syscall(SYS_renameat2, folder, left, other, right, 2u);
}

// Lets the system kill this process when the one that started it ends.
static inline int vitrine_end_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL); }

#endif
