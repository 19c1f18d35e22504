@echo off
chcp 65001 >nul
setlocal
title 安装报藏
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=0"
set "HERE=%~dp0"
set "FIT=import sys;sys.exit(sys.version_info<(3,11,5) or sys.maxsize<2**32)"
set "PYTHON="
if not exist "%HERE%wheels\" goto packed
call :look
if defined PYTHON goto install
for %%f in ("%HERE%python-3.*-amd64.exe") do set "SETUP=%%~ff"
if not defined SETUP goto missing
echo 正在安装 Python ……
start /wait "" "%SETUP%" /passive InstallAllUsers=0 PrependPath=0 Include_test=0
call :look
if not defined PYTHON goto missing

:install
%PYTHON% "%HERE%install.py"
set "STATUS=%ERRORLEVEL%"
echo.
pause
exit /b %STATUS%

:look
for %%v in (3.14 3.13 3.12 3.11) do if not defined PYTHON py -%%v -c "%FIT%" >nul 2>nul && set "PYTHON=py -%%v"
if not defined PYTHON python -c "%FIT%" >nul 2>nul && set "PYTHON=python"
for %%v in (314 313 312 311) do if not defined PYTHON call :try "%LocalAppData%\Programs\Python\Python%%v\python.exe"
exit /b 0

:try
if not exist "%~1" exit /b 0
"%~1" -c "%FIT%" >nul 2>nul && set PYTHON="%~1"
exit /b 0

:packed
echo 请先把压缩包整个解压到一个文件夹，再双击解压出来的“安装.cmd”。
pause
exit /b 2

:missing
echo 这台电脑没有 64 位的 Python 3.11.5 至 3.14。
echo 请在能上网的电脑上下载 Python 的安装程序（python-3.13.x-amd64.exe），
echo 放进本文件夹，再双击一次“安装.cmd”。下载地址和步骤见“说明.html”。
if exist "%HERE%说明.html" start "" "%HERE%说明.html"
pause
exit /b 2
