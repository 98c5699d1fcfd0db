// libmicrohttpd, whose options are given by variadic functions that Swift cannot call.
#ifndef VITRINE_CMICROHTTPD_SHIM_H
#define VITRINE_CMICROHTTPD_SHIM_H

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <string.h>

// What Swift does not see of its enumerations.
static const enum MHD_Result vitrine_mhd_no = MHD_NO;
static const enum MHD_Result vitrine_mhd_yes = MHD_YES;
static const enum MHD_ValueKind vitrine_mhd_header = MHD_HEADER_KIND;
static const enum MHD_ResponseMemoryMode vitrine_mhd_copy = MHD_RESPMEM_MUST_COPY;

// Paths stay as they were sent: nothing is decoded.
static inline size_t vitrine_mhd_keep(void *context, struct MHD_Connection *connection, char *text) {
    (void)context;
    (void)connection;
    return strlen(text);
}

// Listens on 127.0.0.1 without any thread of its own; port 0 takes one that is free. Null where that cannot be.
static inline struct MHD_Daemon *vitrine_mhd_start(
    uint16_t port, MHD_AccessHandlerCallback handler, void *context
) {
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return MHD_start_daemon(
        MHD_USE_EPOLL, port, NULL, NULL, handler, context, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address,
        MHD_OPTION_UNESCAPE_CALLBACK, vitrine_mhd_keep, NULL, MHD_OPTION_CONNECTION_TIMEOUT, 30u,
        MHD_OPTION_CONNECTION_LIMIT, 64u, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

static inline uint16_t vitrine_mhd_port(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

#endif
