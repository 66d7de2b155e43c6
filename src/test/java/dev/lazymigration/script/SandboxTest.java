package dev.lazymigration.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lazymigration.legacy.LegacyQuery;
import dev.lazymigration.legacy.LookupOutcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {

    private final Scripts scripts = Scripts.with(new FakeHost());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "typeof java",
                "typeof javax",
                "typeof org",
                "typeof com",
                "typeof Packages",
                "typeof getClass",
                "typeof JavaImporter",
                "typeof JavaAdapter",
                "typeof JSAdapter",
                "typeof importClass",
                "typeof importPackage",
                "typeof load",
                "typeof XML",
                "typeof Script",
                "typeof Continuation",
                "typeof With",
                "typeof host",
                "typeof global.java",
                "typeof (function () { return this; })().Packages",
                "typeof eval('typeof java === \"undefined\" ? undefined : java')",
                "typeof Function('return this.Packages')()",
                "typeof ''.getClass",
                "typeof [].getClass",
                "typeof require.getClass",
                "typeof console.log.getClass",
                "typeof env.getClass",
                "typeof Buffer.from('a').getClass",
                "typeof new Uint8Array(1).getClass",
                "typeof new Map().getClass",
                "typeof Promise.resolve().getClass",
                "typeof Symbol.iterator.getClass",
                "typeof /a/.getClass",
                "typeof new Date().getClass",
                "typeof (1n).getClass",
                "typeof ({}).__parent__",
                "typeof (function () {}).__parent__",
                "typeof (() => { try { null.x; } catch (e) { return e.javaException || e.rhinoException; } })()",
                "typeof (() => { try { require('fake').crash(); } catch (e) { return e.javaException || e.rhinoException || e.cause; } })()",
                "typeof (() => { try { require('fake').misuse('x'); } catch (e) { return e.javaException || e.rhinoException; } })()",
                "typeof (() => { try { require('nothing'); } catch (e) { return e.javaException || e.rhinoException; } })()",
                "typeof (() => { try { Object.prototype.x = 1; } catch (e) { return e.javaException || e.rhinoException; } })()",
                "typeof (() => { try { new Array(-1); } catch (e) { return e.javaException || e.rhinoException; } })()",
                "typeof (() => { try { eval('('); } catch (e) { return e.javaException || e.rhinoException; } })()"
            })
    void nothingOfJavaIsInSight(String expression) {
        assertThat(scripts.value(expression)).isEqualTo("undefined");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require('internal/answer')",
                "require('./fake')",
                "require('../module/fake')",
                "require('npm/../module/internal/answer')",
                "require('/etc/passwd')",
                "require('fake.js/../internal/answer')",
                "require('buffer/../../module/fake')",
                "require('')",
                "require('internal/answer@1')"
            })
    void requireStaysWithinTheCatalogue(String expression) {
        assertThat(scripts.find("() => ({ id: 1, x: " + expression + " })")).isInstanceOf(LookupOutcome.Broken.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object.prototype.leak = 1",
                "Array.prototype.leak = 1",
                "Array.prototype.push = null",
                "Array.prototype.push.leak = 1",
                "Function.prototype.leak = 1",
                "String.prototype.trim.leak = 1",
                "Promise.prototype.then = null",
                "Promise.leak = 1",
                "JSON.stringify = null",
                "Math.leak = 1",
                "Object.defineProperty(Object.prototype, 'leak', { value: 1 })",
                "Object.defineProperty(JSON, 'stringify', { value: null })",
                "Object.defineProperties(JSON, { stringify: { value: null } })",
                "Reflect.defineProperty(JSON, 'stringify', { value: null })",
                "Reflect.set({}, 'stringify', null, JSON)",
                "Reflect.set(JSON, 'stringify', null)",
                "Object.freeze(Object.prototype)",
                "Object.prototype.__defineGetter__('leak', () => 1)",
                "JSON.__defineGetter__('stringify', () => null)",
                "Array.from.call(function () { return Math; }, { length: 1, 0: 'x' }) && (Math[0] && (leak = 1))",
                "Array.of.call(function () { return Array.prototype; }, 1)",
                "const a = [1]; a.constructor = { [Symbol.species]: function () { return Math; } }; a.map((x) => x); a.concat([2])",
                "Proxy.revocable(JSON, {}).proxy.stringify = null",
                "Reflect.construct(Array, [], Object).push.call(Math, 1)",
                "Error.captureStackTrace(Math)",
                "Date.prototype.setTime.call(Date.prototype, 5)",
                "RegExp.prototype.lastIndex = 5",
                "RegExp.prototype.compile('leak')",
                "Array.prototype.fill.call(Math, 1)",
                "Array.prototype.splice.call(Array.prototype, 0, 0, 'leak')",
                "Array.prototype.length = 3",
                "delete Math.abs",
                "Reflect.deleteProperty(Math, 'abs')",
                "Object.assign(JSON, { stringify: null })",
                "new Proxy(JSON, {}).stringify = null",
                "Object.defineProperty(new Proxy(JSON, {}), 'stringify', { value: null })",
                "class A extends Map {}; Object.getPrototypeOf(A).leak = 1",
                "Array.prototype.push.call(Array.prototype, 'leak')",
                "[].concat.call(Array.prototype).constructor.prototype.length = 5",
                "Object.setPrototypeOf(Object.prototype, { leak: 1 })",
                "Object.setPrototypeOf(Array.prototype, { leak: 1 })",
                "Object.setPrototypeOf(Math, { leak: 1 })",
                "Reflect.setPrototypeOf(Map.prototype, { leak: 1 })",
                "Array.prototype.__proto__ = { leak: 1 }",
                "[][Symbol.iterator]().__proto__.leak = 1",
                "Object.getPrototypeOf(new Map().entries()).leak = 1",
                "Object.getPrototypeOf(function* () {}).leak = 1",
                "Object.getPrototypeOf('a'.matchAll(/a/g)).leak = 1",
                "Object.getPrototypeOf(eval('(function* () {})()')).leak = 1",
                "Object.getPrototypeOf(new Uint8Array(1)).leak = 1",
                "Object.getPrototypeOf(setTimeout(() => {}, 1)).leak = 1",
                "Symbol.leak = 1",
                "RegExp.prototype.leak = 1",
                "Error.prototype.name = 'leak'",
                "Error.prepareStackTrace = () => 'leak'",
                "Error.stackTraceLimit = 0",
                "Buffer.leak = 1",
                "Buffer.prototype.leak = 1",
                "require('buffer').leak = 1",
                "console.log = null",
                "console.log.leak = 1",
                "setTimeout.leak = 1",
                "WrongUsernameOrPasswordError.prototype.leak = 1",
                "$jscomp.leak = 1",
                "$jscomp.makeIterator = null",
                "$jscomp.generator.leak = 1",
                "Object.getPrototypeOf(global).leak = 1",
                "delete Object.prototype.toString",
                "delete Object.getPrototypeOf(global).Promise",
                "Function('this.leak = 1')()",
                "Function('leak = 1')()",
                "(0, eval)('leak = 1')",
                "RegExp.leak = 1",
                "BigInt.prototype.toJSON = null",
                "(() => { const a = 1; return (s => s)`x${a}`.leak = 1; })()"
            })
    void whatOneRunDoesNoOtherRunSees(String attempt) {
        String script = "function getUser(q) { if (q.id === 'do') { try { " + attempt + "; } catch (e) {} }"
                + " return { id: 1, seen: [typeof leak, typeof {}.leak, typeof [].leak, Array.prototype.length, Object.isFrozen(Object.prototype), typeof Math[0], typeof Math.abs, RegExp.prototype.lastIndex, RegExp.prototype.source, typeof Math.stack, (() => { try { return Date.prototype.valueOf(); } catch (e) { return 'none'; } })(), typeof [].push, typeof [].push.leak,"
                + " typeof (() => {}).leak, typeof ''.trim.leak, typeof JSON.stringify, typeof Math.leak, typeof Promise.leak,"
                + " typeof Promise.prototype.then, typeof new Map().leak, typeof [][Symbol.iterator]().leak,"
                + " typeof new Map().entries().leak, typeof (function* () {}).leak, typeof 'a'.matchAll(/a/g).leak,"
                + " typeof eval('(function* () {})()').leak, typeof new Uint8Array(1).leak, typeof Symbol.leak, typeof /a/.leak,"
                + " new Error().name, typeof Error.prepareStackTrace, Error.stackTraceLimit, typeof Buffer.leak,"
                + " typeof Buffer.from('a').leak, typeof require('buffer').leak, typeof console.log, typeof console.log.leak,"
                + " typeof setTimeout(() => {}, 1).leak, typeof setTimeout.leak, typeof new WrongUsernameOrPasswordError(1).leak,"
                + " typeof $jscomp.leak, typeof $jscomp.makeIterator, typeof $jscomp.generator.leak, typeof {}.toString,"
                + " typeof RegExp.leak, typeof BigInt.prototype.toJSON, typeof (s => s)`x${1}`.leak, typeof RegExp.$1] } }";
        try (ScriptedDirectory directory = scripts.directory("() => null", script)) {
            LookupOutcome before = directory.find(LegacyQuery.byId("look"), Scripts.CONTEXT);
            directory.find(LegacyQuery.byId("do"), Scripts.CONTEXT);
            assertThat(before).isInstanceOf(LookupOutcome.Found.class);
            assertThat(directory.find(LegacyQuery.byId("look"), Scripts.CONTEXT))
                    .isEqualTo(before);
        }
    }

    @Test
    void globalsEndWithTheRun() {
        String script =
                "function getUser() { const before = [typeof a, typeof global.b, typeof Promise, env.C, process.env.D, typeof require('events').E];"
                        + " a = 1; global.b = 2; Promise = null; env.C = 'changed'; process.env.D = 1; require('events').E = 1;"
                        + " return { id: 1, before } }";
        try (ScriptedDirectory directory = scripts.directory("() => null", script)) {
            LookupOutcome first = directory.find(LegacyQuery.byId("1"), Scripts.CONTEXT);
            assertThat(first)
                    .extracting("user.profile.before")
                    .isEqualTo(Arrays.asList("undefined", "undefined", "function", null, null, "undefined"));
            assertThat(directory.find(LegacyQuery.byId("1"), Scripts.CONTEXT)).isEqualTo(first);
        }
    }

    @Test
    void aScriptMayCallItsOwnVariablesAsItLikes() {
        assertThat(scripts.find("const Promise = null, URL = 1, Buffer = 2; const toString = 3;"
                        + " function getUser(q, c) { const o = {}; o.toString = () => 'own'; o.constructor = 1;"
                        + " o.hasOwnProperty = 2; return { id: String(o) + Buffer } }"))
                .extracting("user.id")
                .isEqualTo("own2");
    }

    @Test
    void modulesDoNotSeeWhatTheScriptCallsItsVariables() {
        assertThat(scripts.login("const Promise = null; const fake = require('fake');"
                        + " function login() { return fake.echoLater({ id: 3 }); }"))
                .extracting("user.id")
                .isEqualTo("3");
    }
}
