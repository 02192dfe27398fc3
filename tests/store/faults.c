/* Preloaded into a process, it makes one chosen call that changes a folder fail: the n-th, in a chosen way. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { NONE, DIE, TORN, SHORT, FULL, BROKEN, BROKEN_FOR_GOOD };

static char folder[PATH_MAX];
static long chosen, seen;
static int kind;

void faults_arm(const char *where, long which, int how) {
    snprintf(folder, sizeof folder, "%s", where);
    chosen = which;
    kind = how;
    seen = 0;
}

long faults_seen(void) { return seen; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int inside(const char *path) { return folder[0] && strncmp(path, folder, strlen(folder)) == 0; }

static int of_file(int fd) {
    char link[64], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return inside(path);
}

/* Whether this call is to fail; it does not return where the process is to die before the call. */
static int strikes(int counts) {
    if (!counts) return 0;
    seen++;
    if (seen < chosen || !chosen) return 0;
    if (seen > chosen && kind != FULL && kind != BROKEN_FOR_GOOD) return 0;
    if (kind == DIE) _exit(9);
    return kind;
}

/* Whether the call fails with an error; a full disk still lets go of names and bytes. */
static int refused(int how, int takes_room) {
    if (how != BROKEN && how != BROKEN_FOR_GOOD && !(how == FULL && takes_room)) return 0;
    errno = how == FULL ? ENOSPC : EIO;
    return 1;
}

#define WRITES(name, call_half, call_all, ...)                                                                 \
    {                                                                                                          \
        int how = strikes(of_file(fd));                                                                        \
        if (refused(how, 1)) return -1;                                                                           \
        if ((how == SHORT || how == TORN) && size > 1) {                                                       \
            ssize_t done = call_half;                                                                          \
            if (how == TORN) _exit(9);                                                                         \
            return done;                                                                                       \
        }                                                                                                      \
        if (how == TORN) _exit(9);                                                                             \
        return call_all;                                                                                       \
    }

ssize_t write(int fd, const void *data, size_t size)
    WRITES(write, REAL(write)(fd, data, size / 2), REAL(write)(fd, data, size))
ssize_t pwrite(int fd, const void *data, size_t size, off_t at)
    WRITES(pwrite, REAL(pwrite)(fd, data, size / 2, at), REAL(pwrite)(fd, data, size, at))
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at)
    WRITES(pwrite64, REAL(pwrite64)(fd, data, size / 2, at), REAL(pwrite64)(fd, data, size, at))

#define CHANGES(counted, call)                                                                                 \
    {                                                                                                          \
        int how = strikes(counted);                                                                            \
        if (how == TORN) _exit(9);                                                                             \
        return refused(how, 0) ? -1 : call;                                                                       \
    }

int fsync(int fd) CHANGES(of_file(fd), REAL(fsync)(fd))
int fdatasync(int fd) CHANGES(of_file(fd), REAL(fdatasync)(fd))
int ftruncate(int fd, off_t size) CHANGES(of_file(fd), REAL(ftruncate)(fd, size))
int ftruncate64(int fd, off64_t size) CHANGES(of_file(fd), REAL(ftruncate64)(fd, size))
int fchmod(int fd, mode_t mode) CHANGES(of_file(fd), REAL(fchmod)(fd, mode))
int chmod(const char *path, mode_t mode) CHANGES(inside(path), REAL(chmod)(path, mode))
int unlink(const char *path) CHANGES(inside(path), REAL(unlink)(path))
int rename(const char *from, const char *to) CHANGES(inside(to), REAL(rename)(from, to))
int link(const char *from, const char *to) CHANGES(inside(to), REAL(link)(from, to))
int linkat(int a, const char *from, int b, const char *to, int flags)
    CHANGES(inside(to), REAL(linkat)(a, from, b, to, flags))

#define OPENS(name)                                                                                            \
    int name(const char *path, int flags, ...) {                                                               \
        va_list rest;                                                                                          \
        va_start(rest, flags);                                                                                 \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                              \
        va_end(rest);                                                                                          \
        int how = strikes((flags & O_CREAT) && inside(path));                                                  \
        if (how == TORN) _exit(9);                                                                             \
        return refused(how, 1) ? -1 : REAL(name)(path, flags, mode);                                              \
    }

OPENS(open)
OPENS(open64)
