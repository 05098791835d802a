package org.tieout.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where log lines go. The terminal shows a command's own words; what libraries and services log goes to
/// `logs/tieout.log` of the data directory, which rolls at 10 MB and keeps four old files.
public final class Logs {

    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{32} - %msg%n";
    private static final FileSize FILE_SIZE = FileSize.valueOf("10MB");
    private static final int OLD_FILES = 4;

    private Logs() {}

    /// Hands what is logged through java.util.logging, as the registry's client does, to the same place. Without it
    /// the JDK would print to the terminal.
    static void adoptJavaLogging() {
        var root = java.util.logging.Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new JavaLogging());
    }

    private static final class JavaLogging extends Handler {
        @Override
        public void publish(LogRecord line) {
            var logger = LoggerFactory.getLogger(Objects.requireNonNullElse(line.getLoggerName(), "java"));
            var level = line.getLevel().intValue();
            if (level >= Level.WARNING.intValue()) {
                logger.warn("{}", line.getMessage(), line.getThrown());
            } else if (level >= Level.INFO.intValue()) {
                logger.info("{}", line.getMessage(), line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /// Sends everything from now on to the directory's log file; a second call for another directory moves it
    /// there.
    ///
    /// @return the file
    public static Path toFile(DataDirectory data) {
        return toFile(data, "tieout");
    }

    /// The same under another name: two processes must not roll one file.
    ///
    /// @param name the file's name without its ending
    public static Path toFile(DataDirectory data, String name) {
        adoptJavaLogging();
        Path file = data.logs().resolve(name + ".log");
        var context = context();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender("file") instanceof FileAppender<ILoggingEvent> old) {
            if (file.toString().equals(old.getFile())) {
                return file;
            }
            root.detachAppender(old);
            old.stop();
        }
        root.addAppender(rolling(context, file));
        return file;
    }

    /// Shows log lines on standard error too, for `--debug`.
    public static void toTerminal() {
        var context = context();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (root.getAppender("terminal") == null) {
            var terminal = new ConsoleAppender<ILoggingEvent>();
            terminal.setTarget("System.err");
            root.addAppender(started(context, "terminal", terminal));
        }
    }

    private static Appender<ILoggingEvent> rolling(LoggerContext context, Path file) {
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());
        var window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setFileNamePattern(file + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(OLD_FILES);
        window.start();
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(context);
        size.setMaxFileSize(FILE_SIZE);
        size.start();
        appender.setRollingPolicy(window);
        appender.setTriggeringPolicy(size);
        return started(context, "file", appender);
    }

    private static Appender<ILoggingEvent> started(
            LoggerContext context, String name, OutputStreamAppender<ILoggingEvent> appender) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setName(name);
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
