/*
 * Runs inside a container under a seccomp profile and says what became of system calls.
 *
 *   probe < requests      one request a line, each in a child of its own; one answer a line on stdout:
 *   <request> = <errno> | signal <n> | no number
 *
 * Requests:
 *   call NAME A0 A1 A2 A3 A4 A5     the raw call of this machine's own convention, by name or by number
 *   call32 NUMBER A0 A1 A2          the same kernel through int 0x80 (x86_64 only)
 *   need NAME                       a whole task that OpenShell's supervisor does; 0 when it works
 *   wait                            sleeps until killed, so that the filter can be read from outside
 *
 *   probe dump PID        from outside: the filter of that process, one instruction a line
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/if_link.h>
#include <linux/landlock.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/seccomp.h>
#include <linux/veth.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
  const char *name;
  long number;
} NUMBERS[] = {
#include "numbers.h"
    {0, 0},
};

/* The exit code carries the errno; 255 stands for a name that this machine's headers do not have. */
enum { NO_NUMBER = 255 };

#define TRY(expression)          \
  do {                           \
    if ((expression) < 0)        \
      return errno;              \
  } while (0)

static int raw_call(const char *name, const unsigned long *a) {
  if (*name >= '0' && *name <= '9') {
    long result = syscall(strtol(name, 0, 0), a[0], a[1], a[2], a[3], a[4], a[5]);
    return result == -1 ? errno : 0;
  }
  for (int i = 0; NUMBERS[i].name; i++) {
    if (strcmp(NUMBERS[i].name, name) != 0)
      continue;
    long result = syscall(NUMBERS[i].number, a[0], a[1], a[2], a[3], a[4], a[5]);
    return result == -1 ? errno : 0;
  }
  return NO_NUMBER;
}

static int raw_call32(long number, const unsigned long *a) {
#ifdef __x86_64__
  long result;
  __asm__ volatile("int $0x80"
                   : "=a"(result)
                   : "a"(number), "b"(a[0]), "c"(a[1]), "d"(a[2])
                   : "memory", "r8", "r9", "r10", "r11");
  int low = (int)result;
  return low < 0 && low > -4096 ? -low : 0;
#else
  (void)number;
  (void)a;
  return NO_NUMBER;
#endif
}

/* --- netlink ---------------------------------------------------------------------------------------------------- */

static char message[4096];

static struct nlmsghdr *begin(void *at, int type, int flags, const void *head, size_t size) {
  struct nlmsghdr *h = at;
  memset(h, 0, sizeof *h);
  h->nlmsg_type = type;
  h->nlmsg_flags = NLM_F_REQUEST | flags;
  h->nlmsg_len = NLMSG_LENGTH(size);
  memcpy(NLMSG_DATA(h), head, size);
  return h;
}

static struct rtattr *attribute(struct nlmsghdr *h, int type, const void *data, size_t size) {
  struct rtattr *a = (void *)((char *)h + NLMSG_ALIGN(h->nlmsg_len));
  a->rta_type = type;
  a->rta_len = RTA_LENGTH(size);
  if (size)
    memcpy(RTA_DATA(a), data, size);
  h->nlmsg_len = NLMSG_ALIGN(h->nlmsg_len) + RTA_ALIGN(a->rta_len);
  return a;
}

static void close_nest(struct nlmsghdr *h, struct rtattr *a) {
  a->rta_len = (char *)h + h->nlmsg_len - (char *)a;
}

/* Sends `size` bytes and answers the error that the kernel acknowledges with. */
static int exchange(int protocol, size_t size) {
  int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
  TRY(fd);
  struct timeval patience = {2, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  TRY(sendto(fd, message, size, 0, (struct sockaddr *)&kernel, sizeof kernel));
  char answer[4096];
  ssize_t got = recv(fd, answer, sizeof answer, 0);
  TRY(got);
  struct nlmsghdr *h = (void *)answer;
  if (h->nlmsg_type != NLMSG_ERROR)
    return EPROTO;
  return -((struct nlmsgerr *)NLMSG_DATA(h))->error;
}

static int make_veth(void) {
  TRY(unshare(CLONE_NEWNET));
  struct ifinfomsg info = {.ifi_family = AF_UNSPEC};
  struct nlmsghdr *h = begin(message, RTM_NEWLINK, NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL, &info, sizeof info);
  attribute(h, IFLA_IFNAME, "veth-h-probe", 13);
  struct rtattr *link = attribute(h, IFLA_LINKINFO, 0, 0);
  attribute(h, IFLA_INFO_KIND, "veth", 4);
  struct rtattr *data = attribute(h, IFLA_INFO_DATA, 0, 0);
  struct rtattr *peer = attribute(h, VETH_INFO_PEER, &info, sizeof info);
  attribute(h, IFLA_IFNAME, "veth-s-probe", 13);
  close_nest(h, peer);
  close_nest(h, data);
  close_nest(h, link);
  int error = exchange(NETLINK_ROUTE, h->nlmsg_len);
  if (error)
    return error;
  if (!if_nametoindex("veth-h-probe") || !if_nametoindex("veth-s-probe"))
    return ENODEV;
  struct ifaddrmsg address = {.ifa_family = AF_INET, .ifa_prefixlen = 24, .ifa_index = if_nametoindex("veth-h-probe")};
  struct in_addr host;
  inet_pton(AF_INET, "10.200.0.1", &host);
  h = begin(message, RTM_NEWADDR, NLM_F_ACK | NLM_F_CREATE, &address, sizeof address);
  attribute(h, IFA_LOCAL, &host, sizeof host);
  return exchange(NETLINK_ROUTE, h->nlmsg_len);
}

static int make_nft_table(void) {
  TRY(unshare(CLONE_NEWNET));
  struct nfgenmsg batch = {.nfgen_family = AF_UNSPEC, .version = NFNETLINK_V0, .res_id = htons(NFNL_SUBSYS_NFTABLES)};
  struct nfgenmsg inet = {.nfgen_family = NFPROTO_INET, .version = NFNETLINK_V0};
  struct nlmsghdr *start = begin(message, NFNL_MSG_BATCH_BEGIN, 0, &batch, sizeof batch);
  struct nlmsghdr *table = begin((char *)start + NLMSG_ALIGN(start->nlmsg_len),
                                 (NFNL_SUBSYS_NFTABLES << 8) | NFT_MSG_NEWTABLE,
                                 NLM_F_ACK | NLM_F_CREATE, &inet, sizeof inet);
  attribute(table, NFTA_TABLE_NAME, "openshell_bypass", 17);
  struct nlmsghdr *end = begin((char *)table + NLMSG_ALIGN(table->nlmsg_len), NFNL_MSG_BATCH_END, 0, &batch, sizeof batch);
  return exchange(NETLINK_NETFILTER, (char *)end + NLMSG_ALIGN(end->nlmsg_len) - message);
}

/* --- the supervisor's tasks --------------------------------------------------------------------------------------- */

/* As `ip netns add` and `ip netns exec`: a namespace that outlives its maker, because it is mounted. */
static int named_netns(void) {
  TRY(unshare(CLONE_NEWNS));
  TRY(mount("", "/", "none", MS_SLAVE | MS_REC, 0));
  mkdir("/run/netns", 0755);
  TRY(mount("/run/netns", "/run/netns", "none", MS_BIND | MS_REC, 0));
  TRY(mount("", "/run/netns", "none", MS_SHARED | MS_REC, 0));
  int file = open("/run/netns/sandbox-probe", O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0);
  TRY(file);
  close(file);
  TRY(unshare(CLONE_NEWNET));
  TRY(mount("/proc/self/ns/net", "/run/netns/sandbox-probe", "none", MS_BIND, 0));
  TRY(unshare(CLONE_NEWNET));
  int named = open("/run/netns/sandbox-probe", O_RDONLY | O_CLOEXEC);
  TRY(named);
  TRY(setns(named, CLONE_NEWNET));
  TRY(setns(named, 0));
  return 0;
}

static int mounts(void) {
  TRY(unshare(CLONE_NEWNS));
  TRY(mount("", "/", "none", MS_SLAVE | MS_REC, 0));
  TRY(mount("probe", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "size=64k"));
  int file = open("/tmp/in-new-mount", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  TRY(file);
  return 0;
}

/* Confined to reading /probe: anything else must be refused afterwards, or Landlock is not there at all. */
static int landlock(void) {
  struct landlock_ruleset_attr rules = {
      .handled_access_fs = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG};
  int ruleset = syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  TRY(ruleset);
  int file = open("/probe", O_PATH | O_CLOEXEC);
  TRY(file);
  struct landlock_path_beneath_attr path = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE, .parent_fd = file};
  TRY(syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &path, 0));
  TRY(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  TRY(syscall(SYS_landlock_restrict_self, ruleset, 0));
  TRY(open("/probe", O_RDONLY | O_CLOEXEC));
  if (open("/tmp/outside", O_CREAT | O_WRONLY | O_CLOEXEC, 0600) >= 0)
    return ENOTRECOVERABLE;
  return errno == EACCES ? 0 : errno;
}

/* What a process may that has SETUID and SETGID alone. */
static int become_user(void) {
  TRY(syscall(SYS_setgroups, 0, (void *)0));
  TRY(syscall(SYS_setgid, 1000));
  TRY(syscall(SYS_setuid, 1000));
  if (setuid(0) == 0)
    return ENOTRECOVERABLE;
  return getuid() == 1000 ? 0 : EPROTO;
}

static int leave_root(void) {
  TRY(prctl(PR_CAPBSET_DROP, CAP_SYS_BOOT, 0, 0, 0));
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct data[2];
  TRY(syscall(SYS_capget, &header, data));
  TRY(syscall(SYS_capset, &header, data));
  return become_user();
}

static int change_owner(void) {
  int file = open("/tmp/owned", O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  TRY(file);
  TRY(fchown(file, 1000, 1000));
  TRY(chown("/tmp/owned", 1001, 1001));
  struct stat found;
  TRY(stat("/tmp/owned", &found));
  return found.st_uid == 1001 ? 0 : EPROTO;
}

/* As the supervisor's prelude: a filter over all threads, which then really refuses. */
static int own_filter(void) {
  struct sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | E2BIG),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog filter = {sizeof program / sizeof *program, program};
  TRY(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  TRY(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter));
  if (syscall(SYS_getppid) != -1)
    return ENOTRECOVERABLE;
  return errno == E2BIG ? 0 : errno;
}

static int limits(void) {
  struct rlimit none = {0, 0};
  TRY(setrlimit(RLIMIT_CORE, &none));
  TRY(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
  return 0;
}

static void *thread_body(void *answer) {
  *(int *)answer = 1;
  return 0;
}

/* libc tries clone3 first for both, and goes on with clone when it answers ENOSYS. */
static int threads_and_spawn(void) {
  int ran = 0;
  pthread_t thread;
  int error = pthread_create(&thread, 0, thread_body, &ran);
  if (error)
    return error;
  error = pthread_join(thread, 0);
  if (error || !ran)
    return error ? error : EPROTO;
  char *const arguments[] = {"/probe", "nothing", 0};
  char *const environment[] = {0};
  pid_t child;
  error = posix_spawn(&child, "/probe", 0, 0, arguments, environment);
  if (error)
    return error;
  int status;
  TRY(waitpid(child, &status, 0));
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : EPROTO;
}

static int sockets(void) {
  TRY(socket(AF_UNIX, SOCK_STREAM, 0));
  TRY(socket(AF_INET, SOCK_STREAM, 0));
  TRY(socket(AF_INET6, SOCK_STREAM, 0));
  TRY(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
  TRY(socket(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER));
  return 0;
}

static int pipes_and_files(void) {
  TRY(mkfifo("/tmp/pipe", 0600));
  TRY(syscall(SYS_mknodat, AT_FDCWD, "/tmp/socket", S_IFSOCK | 0600, 0));
  TRY(syscall(SYS_personality, 0xffffffffUL));
  return 0;
}

static const struct {
  const char *name;
  int (*run)(void);
} NEEDS[] = {
    {"named-netns", named_netns},     {"veth", make_veth},
    {"nft-table", make_nft_table},    {"mounts", mounts},
    {"landlock", landlock},           {"leave-root", leave_root},
    {"change-owner", change_owner},   {"own-filter", own_filter},
    {"limits", limits},               {"threads-and-spawn", threads_and_spawn},
    {"sockets", sockets},             {"pipes-and-files", pipes_and_files},
    {"become-user", become_user},     {0, 0},
};

static int perform(char *request) {
  char *word = strtok(request, " ");
  char *name = strtok(0, " ");
  if (!word || !name)
    return NO_NUMBER;
  unsigned long a[6] = {0};
  char *text;
  for (int i = 0; i < 6 && (text = strtok(0, " ")); i++)
    a[i] = strtoul(text, 0, 0);
  if (strcmp(word, "call") == 0)
    return raw_call(name, a);
  if (strcmp(word, "call32") == 0)
    return raw_call32(strtol(name, 0, 0), a);
  for (int i = 0; NEEDS[i].name; i++)
    if (strcmp(word, "need") == 0 && strcmp(NEEDS[i].name, name) == 0)
      return NEEDS[i].run();
  return NO_NUMBER;
}

/* Only one filter is there: the runtime's. */
static int dump_filter(pid_t pid) {
  static struct sock_filter program[65536];
  int status;
  if (ptrace(PTRACE_ATTACH, pid, 0, 0) < 0 || waitpid(pid, &status, __WALL) < 0) {
    perror("ptrace");
    return 1;
  }
  long length = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 0, program);
  if (length < 0)
    perror("PTRACE_SECCOMP_GET_FILTER");
  for (long i = 0; i < length; i++)
    printf("%u %u %u %u\n", program[i].code, program[i].jt, program[i].jf, program[i].k);
  ptrace(PTRACE_DETACH, pid, 0, 0);
  return length < 0;
}

int main(int argc, char **argv) {
  if (argc == 3 && strcmp(argv[1], "dump") == 0)
    return dump_filter(atoi(argv[2]));
  if (argc > 1)
    return 0;
  char line[256], request[256];
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    if (strcmp(line, "wait") == 0) {
      printf("wait = 0\n");
      fflush(stdout);
      pause();
    }
    strcpy(request, line);
    fflush(stdout);
    /* The raw form: libc's fork is what a profile may break. */
    pid_t child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (child == 0) {
      alarm(10);
      _exit(perform(request));
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) < 0) {
      printf("%s = cannot fork: %s\n", line, strerror(errno));
    } else if (WIFSIGNALED(status)) {
      printf("%s = signal %d\n", line, WTERMSIG(status));
    } else if (WEXITSTATUS(status) == NO_NUMBER) {
      printf("%s = no number\n", line);
    } else {
      printf("%s = %d\n", line, WEXITSTATUS(status));
    }
    fflush(stdout);
  }
  return 0;
}
