# The smallest guest with a picture: one boot sector, no operating system.
#
#   screen   320x200, 256 colours: bars wander downwards for ever, one step per timer tick (18.2 Hz)
#   top strip (16 lines)  black until a key is pressed, then palette colour 32 + scan code
#   serial   "READY paint" after the first frame; "KEY hh" (scan code in hex) for each key pressed
#   load     the CPU sleeps (HLT) between ticks
#
# Assemble with GNU as; the BIOS loads it to 0x7c00.

        .code16
        .set    COM1, 0x3f8
        .set    STRIP_LINES, 16
        .set    LINES, 200
        .set    WIDTH, 320
        .set    PALETTE, 32                     # the first of the BIOS palette's vivid colours
        .set    HUES, 24
        .set    PERIOD, 600 * 4 * HUES          # whole rounds of the bars, so that starting over is not seen

        .globl  start
start:  ljmp    $0, $main                       # some BIOSes jump to 07c0:0000
main:   xorw    %ax, %ax
        movw    %ax, %ds
        movw    %ax, %ss
        movw    $0x7c00, %sp
        cld
        movw    $0x0013, %ax                    # 320x200, 256 colours
        int     $0x10
        movw    $0xa000, %ax
        movw    %ax, %es
        inb     $0x21, %al                      # keyboard interrupt off: the keyboard is polled
        orb     $0x02, %al
        outb    %al, $0x21
        sti

        call    paint
        movw    $ready, %si
        call    say

loop:   hlt                                     # until the next tick
        call    keys
        decw    offset
        jnz     1f
        movw    $PERIOD, offset
1:      call    paint
        jmp     loop

# One frame: the strip, then a colour for each line.
paint:  xorw    %di, %di
        movb    strip, %al
        movw    $(STRIP_LINES * WIDTH), %cx
        rep stosb
        xorw    %bx, %bx                        # line
1:      movw    %bx, %ax
        addw    offset, %ax                     # it falls, so the bars wander downwards
        shrw    $2, %ax                         # four lines to a shade
        addw    shift, %ax                      # a key press jumps to other colours
        xorw    %dx, %dx
        movw    $HUES, %cx
        divw    %cx
        movb    %dl, %al
        addb    $PALETTE, %al
        movb    %al, %ah
        movw    $(WIDTH / 2), %cx
        rep stosw
        incw    %bx
        cmpw    $(LINES - STRIP_LINES), %bx
        jb      1b
        ret

# Takes all that waits in the keyboard controller. Bytes of the mouse (status bit 5) are dropped.
keys:   inb     $0x64, %al
        testb   $0x01, %al
        jz      2f
        movb    %al, %ah
        inb     $0x60, %al
        testb   $0x20, %ah
        jnz     keys
        testb   $0x80, %al                      # a release, or a prefix such as e0
        jnz     keys
        movb    %al, %bl
        addb    $PALETTE, %al
        movb    %al, strip
        addw    $7, shift
        movw    $key, %si
        call    say
        movb    %bl, %al
        shrb    $4, %al
        call    digit
        movb    %bl, %al
        andb    $0x0f, %al
        call    digit
        movb    $'\n', %al
        call    send
        jmp     keys
2:      ret

# Writes the text at si, ended by a zero.
say:    lodsb
        testb   %al, %al
        jz      2b
        call    send
        jmp     say

# Writes al (0..15) as a hexadecimal digit.
digit:  cmpb    $10, %al
        jb      3f
        addb    $('a' - '0' - 10), %al
3:      addb    $'0', %al

# Writes the character in al, once the port takes it (bounded: a port may be missing).
send:   pushw   %ax
        movw    $(COM1 + 5), %dx
        movw    $0xffff, %cx
4:      inb     %dx, %al
        testb   $0x20, %al
        loopz   4b
        popw    %ax
        movw    $COM1, %dx
        outb    %al, %dx
        ret

ready:  .asciz  "READY paint\n"
key:    .asciz  "KEY "
offset: .word   PERIOD
shift:  .word   0
strip:  .byte   0

        .org    start + 510
        .word   0xaa55
